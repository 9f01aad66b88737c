package org.e2enet.standalone.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What a call of {@code ingest} names, read before anything is started or defined.
 *
 * @param dataset name that was asked for, or null
 * @param labels of the one typed file, or null
 * @param spacingMm that scans are resampled to, or null
 */
record IntakePlan(CommandSpec spec, String dataset, Path labels, List<Double> spacingMm) {
    private static final String DEFAULT_DATASET = "scans";

    List<Intake> of(List<Path> paths) {
        List<Intake> intakes = new ArrayList<>();
        List<CaseFiles> typed = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isRegularFile(path)) {
                typed.add(CaseFiles.complete(
                        path.toString(), List.of(path), Optional.ofNullable(labels), labels != null));
            } else if (DatasetFolder.isOne(path)) {
                if (labels != null) {
                    throw new ParameterException(spec.commandLine(), "--labels: " + path + " is a data set folder");
                }
                DatasetFolder folder = DatasetFolder.read(path, Optional.ofNullable(dataset), spacingMm);
                intakes.add(new Intake(folder.definition(), folder.cases(), false));
            } else {
                throw new ParameterException(
                        spec.commandLine(), path + " is neither a file nor a folder with a dataset.json");
            }
        }
        if (!typed.isEmpty()) {
            String name = dataset == null ? DEFAULT_DATASET : dataset;
            intakes.add(new Intake(
                    new DatasetDefinition(name, List.of("image"), labelNames(), List.of(), spacingMm, Map.of()),
                    typed,
                    true));
        }
        return intakes;
    }

    /** Of a new data set that a labelled file begins: every value that occurs. */
    private Map<Integer, String> labelNames() {
        Map<Integer, String> names = new TreeMap<>();
        if (labels != null) {
            long[] voxels = new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                    .readLabels(labels, "labels")
                    .voxelsPerLabel();
            for (int value = 0; value < voxels.length; value++) {
                if (voxels[value] > 0) {
                    names.put(value, value == 0 ? "background" : "label-" + value);
                }
            }
        }
        return names;
    }
}
