package org.e2enet.standalone.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.seg.SegReader;
import org.e2enet.dicom.series.Series;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.nifti.ReadLimits;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What a call of {@code ingest} names, read before anything is started or defined.
 *
 * @param dataset name that was asked for, or null
 * @param labels of the one typed file, or null
 * @param spacingMm that scans are resampled to, or null
 * @param persons whom cases show
 */
record IntakePlan(CommandSpec spec, String dataset, Path labels, Spacing spacingMm, Persons persons) {
    private static final String DEFAULT_DATASET = "scans";
    private static final String ANY_CHANNEL = "image";
    private static final String BACKGROUND = "background";

    List<Intake> of(List<Path> paths, DicomSources dicom) {
        List<Intake> intakes = new ArrayList<>();
        List<CaseFiles> typed = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isRegularFile(path) && !DicomInput.isFile(path)) {
                typed.add(persons.named(CaseFiles.complete(
                        path.toString(), List.of(path), Optional.ofNullable(labels), labels != null)));
            } else if (DatasetFolder.isOne(path)) {
                if (labels != null) {
                    throw new ParameterException(spec.commandLine(), "--labels: " + path + " is a data set folder");
                }
                DatasetFolder folder = DatasetFolder.read(path, Optional.ofNullable(dataset), spacingMm);
                intakes.add(new Intake(
                        folder.definition(),
                        folder.cases().stream().map(persons::named).toList(),
                        false));
            } else if (Files.exists(path)) {
                List<CaseFiles> series = dicom.cases(path, Optional.ofNullable(labels));
                if (series.isEmpty()) {
                    throw new ParameterException(
                            spec.commandLine(), path + " holds neither a dataset.json nor a DICOM series of images");
                }
                series.forEach(files -> typed.add(persons.named(files)));
            } else {
                throw new ParameterException(spec.commandLine(), path + " is neither a file nor a folder");
            }
        }
        if (!typed.isEmpty()) {
            String name = dataset == null ? DEFAULT_DATASET : dataset;
            intakes.add(new Intake(
                    new DatasetDefinition(name, List.of(channel(typed)), labelNames(typed)).zScoredAt(spacingMm),
                    typed,
                    true));
        }
        return intakes;
    }

    /** The modality, where all are DICOM and of one. */
    private static String channel(List<CaseFiles> cases) {
        Set<String> modalities = new TreeSet<>();
        for (CaseFiles files : cases) {
            modalities.add(files.series()
                    .map(Series::modality)
                    .filter(modality -> !modality.equals("-"))
                    .orElse(ANY_CHANNEL));
        }
        return modalities.size() == 1 ? modalities.iterator().next() : ANY_CHANNEL;
    }

    /** Of a new data set that a labelled scan begins: every segment of a SEG by its name, or every value that occurs. */
    private Map<Integer, String> labelNames(List<CaseFiles> cases) {
        Map<Integer, String> names = new TreeMap<>();
        Optional<CaseFiles> labelled = cases.stream()
                .filter(files -> files.labels().isPresent() && files.problem().isEmpty())
                .findFirst();
        if (labelled.isEmpty()) {
            return names;
        }
        if (labelled.get().series().isPresent() && DicomInput.isFile(labels)) {
            names.put(0, BACKGROUND);
            SegReader.read(labels, labelled.get().series().get())
                    .names()
                    .forEach(segment -> names.put(segment.number(), segment.name()));
            return names;
        }
        long[] voxels = new ScanReader(ReadLimits.SINGLE_CHANNEL)
                .readLabels(labels, "labels")
                .voxelsPerLabel();
        for (int value = 0; value < voxels.length; value++) {
            if (voxels[value] > 0) {
                names.put(value, value == 0 ? BACKGROUND : "label-" + value);
            }
        }
        return names;
    }
}
