package org.e2enet.scoring.postprocessing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.PostProcessing;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.components.LargestComponent;

/**
 * One validation case, scored without and with post-processing: all that the decision needs of it.
 *
 * @param classes of the foreground, by ascending label
 */
public record CaseTrial(List<ClassTrial> classes) {
    public CaseTrial {
        classes = List.copyOf(classes);
    }

    /**
     * Tries everything there is to decide on one case, on the scan's own grid. Takes two label volumes of memory besides
     * those given.
     *
     * @param classes of the model, background included; labels beyond them are not scored
     * @throws org.e2enet.faults.FaultException IMG-1xx when the grids differ
     */
    public static CaseTrial of(LabelVolume truth, LabelVolume prediction, int classes) {
        truth.geometry().requireSameGrid(prediction.geometry(), "prediction");
        List<Integer> all = IntStream.range(1, classes).boxed().toList();
        Double[] plain = dice(truth, prediction.labels(), classes);
        Double[] ofLabel = dice(truth, applied(new PostProcessing(false, all), prediction), classes);
        Double[] ofForeground = dice(truth, applied(new PostProcessing(true, List.of()), prediction), classes);
        Double[] ofBoth = dice(truth, applied(new PostProcessing(true, all), prediction), classes);
        List<ClassTrial> trials = new ArrayList<>();
        for (int label : all) {
            trials.add(new ClassTrial(label, plain[label], ofLabel[label], ofForeground[label], ofBoth[label]));
        }
        return new CaseTrial(trials);
    }

    private static short[] applied(PostProcessing rule, LabelVolume prediction) {
        short[] labels = prediction.labels().clone();
        LargestComponent.apply(rule, prediction.extent(), labels);
        return labels;
    }

    private static Double[] dice(LabelVolume truth, short[] predicted, int classes) {
        long[] sizes = new long[classes];
        long[] both = new long[classes];
        short[] actual = truth.labels();
        for (int voxel = 0; voxel < actual.length; voxel++) {
            int a = actual[voxel];
            int b = predicted[voxel];
            if (a < classes) {
                sizes[a]++;
                if (a == b) {
                    both[a]++;
                }
            }
            sizes[b]++;
        }
        Double[] dice = new Double[classes];
        for (int label = 0; label < classes; label++) {
            dice[label] = sizes[label] == 0 ? null : Double.valueOf(2.0 * both[label] / sizes[label]);
        }
        return dice;
    }
}
