package org.e2enet.standalone.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.seg.SegReader;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.faults.FaultException;

/** The DICOM folders, zips and files that a call names, open until its end. Not thread safe. */
public final class DicomSources implements AutoCloseable {
    private final ReadOptions options;
    private final List<DicomInput> inputs = new ArrayList<>();

    /** @param repairUids whether identifiers that are empty are made up */
    public DicomSources(boolean repairUids) {
        this.options = repairUids ? ReadOptions.DEFAULT.withUidsRepaired() : ReadOptions.DEFAULT;
    }

    /**
     * A case for each image series, refused ones with their problem. What comes with labels is for training, and is refused where text is burned in.
     *
     * @param labels a DICOM SEG of one of them, or labels of another format where there is one series
     * @throws FaultException {@code DCM-1xx} where nothing can be looked through, {@code DCM-60x} where the SEG fits no series
     */
    public List<CaseFiles> cases(Path folderZipOrFile, Optional<Path> labels) {
        DicomInput input =
                DicomInput.open(folderZipOrFile, labels.isPresent() ? options.withBurnedInRefused() : options);
        inputs.add(input);
        List<Series> images = input.series().stream().filter(Series::isImage).toList();
        String stem = folderZipOrFile.resolveSibling(stem(folderZipOrFile)).toString();
        List<CaseFiles> cases = new ArrayList<>();
        for (Series series : images) {
            String name = images.size() == 1 ? stem : stem + "-series-" + series.number();
            Optional<Path> own = images.size() == 1 ? labels : labels.filter(seg -> isOf(seg, series));
            cases.add(new CaseFiles(
                    name,
                    List.of(folderZipOrFile),
                    own,
                    own.isPresent(),
                    series.verdict().refusal(),
                    Optional.of(series),
                    Optional.empty()));
        }
        if (labels.isPresent()
                && cases.stream().allMatch(files -> files.labels().isEmpty())) {
            SegReader.read(labels.get(), input.onlySeries()); // says why
        }
        return cases;
    }

    private static boolean isOf(Path seg, Series series) {
        try {
            return series.verdict().accepted()
                    && SegReader.read(seg, series).labels().maxLabel() >= 0;
        } catch (FaultException ofAnother) {
            return false;
        }
    }

    private static String stem(Path path) {
        String name = path.toAbsolutePath().normalize().getFileName().toString();
        return name.replaceFirst("(?i)\\.(zip|dcm)$", "");
    }

    @Override
    public void close() {
        inputs.forEach(DicomInput::close);
    }
}
