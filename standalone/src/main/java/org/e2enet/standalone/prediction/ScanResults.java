package org.e2enet.standalone.prediction;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.dicom.exchange.LabelSegments;
import org.e2enet.dicom.exchange.ResultKind;
import org.e2enet.dicom.seg.ResultIdentity;
import org.e2enet.faults.Fault;
import org.e2enet.files.AtomicFiles;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.formats.LabelsLike;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.formats.ScanWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.standalone.console.Version;
import org.e2enet.standalone.datasets.CaseFiles;

/**
 * The files that one scan's segmentation goes to.
 *
 * @param targets by form, in the order they are told
 */
record ScanResults(CaseFiles scan, Map<ResultForm, Path> targets) {
    /** Some labels of a result in DICOM are coded as tissue: nobody said what they are. */
    private static final String UNCODED = "uncoded-labels";

    /**
     * Files that are all still to be written.
     *
     * @param forms wanted
     * @param stem of the files' names, with their folder
     * @throws org.e2enet.faults.FaultException CLI-603 where a file is there already, CLI-605 for DICOM of a scan that is none
     */
    static ScanResults of(CaseFiles scan, Set<ResultForm> forms, Path stem, boolean overwrite) {
        Map<ResultForm, Path> targets = new EnumMap<>(ResultForm.class);
        for (ResultForm form : forms) {
            ResultForm own = form == ResultForm.SAME ? own(scan) : form;
            if (own.kind().isPresent() && scan.series().isEmpty()) {
                throw noSeries(scan.name(), own).exception();
            }
            Path target = stem.resolveSibling(stem.getFileName() + ending(scan, own));
            if (!overwrite && Files.exists(target)) {
                throw there(target).exception();
            }
            targets.put(own, target);
        }
        return new ScanResults(scan, targets);
    }

    private static ResultForm own(CaseFiles scan) {
        return scan.series().isPresent() ? ResultForm.SEG : ResultForm.SAME;
    }

    private static String ending(CaseFiles scan, ResultForm form) {
        try {
            return form == ResultForm.SAME && scan.problem().isEmpty()
                    ? LabelsLike.ending(scan.images().getFirst())
                    : form == ResultForm.SAME ? ResultForm.NIFTI.ending() : form.ending();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<Path> files() {
        return List.copyOf(targets.values());
    }

    /**
     * Writes a segmentation in every form.
     *
     * @param nifti the segmentation on the grid that was sent; is moved or left
     * @return flags of what was written
     */
    List<String> write(Path nifti, DatasetDefinition definition, Segmented done) throws IOException {
        LabelVolume labels = new ScanReader(ReadLimits.SINGLE_CHANNEL).readLabels(nifti, "segmentation");
        boolean uncoded = false;
        for (Map.Entry<ResultForm, Path> wanted : targets.entrySet()) {
            Path target = wanted.getValue();
            switch (wanted.getKey()) {
                case NIFTI -> Files.copy(nifti, target, StandardCopyOption.REPLACE_EXISTING);
                case SAME -> LabelsLike.write(labels, scan.images().getFirst(), target);
                case MHA, NRRD -> ScanWriter.write(labels, target);
                case SEG, LABELMAP, RTSTRUCT -> {
                    write(wanted.getKey().kind().orElseThrow(), labels, definition, done, target);
                    uncoded |= LabelSegments.of(definition, labels).areUncoded();
                }
            }
        }
        return uncoded ? List.of(UNCODED) : List.of();
    }

    private void write(ResultKind kind, LabelVolume labels, DatasetDefinition definition, Segmented done, Path target)
            throws IOException {
        ResultIdentity identity =
                new ResultIdentity(done.predictionId(), Instant.now(), done.model(), Version.current());
        AtomicFiles.replace(
                target,
                (OutputStream out) -> kind.write(scan.series().orElseThrow(), labels, definition, identity, out));
    }

    private static Fault there(Path target) {
        return new Fault(
                "CLI-603",
                "a file is there already",
                target.toString(),
                "Give --overwrite to replace it, or another folder with --out.");
    }

    private static Fault noSeries(String name, ResultForm form) {
        return new Fault(
                "CLI-605",
                "only a DICOM series can be answered with a DICOM object, and this is none",
                name + ", --as " + form.text(),
                "Leave " + form.text() + " out of --as, or give the series.");
    }
}
