package org.e2enet.imaging.restore;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.Geometry;

/** What is kept of the interpolated probabilities besides the most probable class: a byte per voxel and map. */
final class ProbabilityMaps {
    private final int classes;
    private final byte[] uncertainty;
    private final byte[][] probabilities;
    private final double inverseMostEntropy;

    ProbabilityMaps(Set<PredictionMap> wanted, int classes, Size3 extent) {
        this.classes = classes;
        inverseMostEntropy = 1 / Math.log(classes);
        uncertainty = wanted.contains(PredictionMap.UNCERTAINTY) ? new byte[extent.arrayLength()] : null;
        probabilities =
                wanted.contains(PredictionMap.PROBABILITIES) ? new byte[classes][extent.arrayLength()] : new byte[0][];
        if (probabilities.length > 0) {
            // What the crop cut away is background.
            Arrays.fill(probabilities[0], (byte) ShareMap.STEPS);
        }
    }

    static long bytes(Set<PredictionMap> wanted, int classes, Size3 extent) {
        long maps = (wanted.contains(PredictionMap.UNCERTAINTY) ? 1 : 0)
                + (wanted.contains(PredictionMap.PROBABILITIES) ? classes : 0);
        return maps * extent.volume();
    }

    boolean isWanted() {
        return uncertainty != null || probabilities.length > 0;
    }

    /** @param voxel of the scan's array */
    void probability(int label, int voxel, float value) {
        if (probabilities.length > 0) {
            probabilities[label][voxel] = steps(value);
        }
    }

    /** @param entropy −Σ p ln p over the classes */
    void entropy(int voxel, double entropy) {
        if (uncertainty != null) {
            uncertainty[voxel] = steps(entropy * inverseMostEntropy);
        }
    }

    Map<PredictionMap, ShareMap[]> finish(Geometry geometry) {
        Map<PredictionMap, ShareMap[]> maps = new TreeMap<>();
        if (uncertainty != null) {
            maps.put(PredictionMap.UNCERTAINTY, new ShareMap[] {new ShareMap(geometry, uncertainty)});
        }
        if (probabilities.length > 0) {
            ShareMap[] all = new ShareMap[classes];
            Arrays.setAll(all, label -> new ShareMap(geometry, probabilities[label]));
            maps.put(PredictionMap.PROBABILITIES, all);
        }
        return maps;
    }

    private static byte steps(double share) {
        return (byte) Math.round(ShareMap.STEPS * Math.clamp(share, 0, 1));
    }
}
