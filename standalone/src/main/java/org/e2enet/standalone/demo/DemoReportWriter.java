package org.e2enet.standalone.demo;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.e2enet.contract.ScoresComputed.ClassScore;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.orientation.CanonicalOrientation;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.report.DemoReport;
import org.e2enet.standalone.report.ReportFolder;
import org.e2enet.standalone.report.SegmentedScan;

/** Turns a demo's results into its report folder. */
final class DemoReportWriter {
    static final String SEGMENTATION = "segmentation.nii.gz";

    private final Path folder;
    private final CaseFiles heldOut;
    private final Path segmentation;

    /**
     * @param heldOut the files that were uploaded
     * @param segmentation what infer-service answered
     */
    DemoReportWriter(Path folder, CaseFiles heldOut, Path segmentation) {
        this.folder = folder;
        this.heldOut = heldOut;
        this.segmentation = segmentation;
    }

    DemoReport write(DemoResults results) {
        DemoReport report = report(results);
        ReportFolder.write(folder, report, scan(), results.history(), results.fusionNodes());
        return report;
    }

    private static DemoReport report(DemoResults results) {
        double inferenceSeconds = results.prediction().provenance().seconds().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        var costs = results.model().costs();
        return new DemoReport(
                results.scores().meanDice() == null ? 0 : results.scores().meanDice(),
                results.scores().meanNsd(),
                results.scores().classes().stream()
                        .map(DemoReportWriter::figures)
                        .toList(),
                new DemoReport.ModelFigures(
                        costs.paramsTotal(),
                        costs.paramsActive(),
                        costs.flopsPaper(),
                        costs.flopsExecuted(),
                        results.model().plan().sparsity()),
                results.history().updates().size(),
                new DemoReport.Seconds(results.totalSeconds(), results.trainingSeconds(), inferenceSeconds),
                new DemoReport.Provenance(
                        results.training().scanId(),
                        results.heldOut().scanId(),
                        results.model().modelId(),
                        results.trainedBy(),
                        results.prediction().provenance().engine(),
                        results.model().recipe().seed(),
                        results.model().recipe().iterations()),
                results.otherGrids(),
                results.flagged(),
                Stream.concat(ReportFolder.FILES.stream(), Stream.of(SEGMENTATION))
                        .toList());
    }

    private static DemoReport.ClassFigures figures(ClassScore score) {
        return new DemoReport.ClassFigures(
                score.label(),
                score.name(),
                score.voxelsTruth(),
                score.voxelsPrediction(),
                score.dice(),
                score.nsd(),
                score.toleranceMm(),
                score.hdMm(),
                score.hd95Mm(),
                score.defined());
    }

    /** The held-out scan with both segmentations, in canonical orientation. */
    SegmentedScan scan() {
        NiftiReader reader = new NiftiReader(ReadLimits.SINGLE_CHANNEL);
        Volume image = reader.readImage(heldOut.images().getFirst(), "held-out scan");
        LabelVolume truth = reader.readLabels(heldOut.labels().orElseThrow(), "held-out labels");
        LabelVolume prediction = reader.readLabels(segmentation, "segmentation");
        if (!prediction.geometry().affine().equals(image.geometry().affine())) {
            throw new Fault(
                            "CLI-504",
                            "the segmentation lies elsewhere than the scan it was made from",
                            SEGMENTATION,
                            "Please report this: the affines must be equal to the last bit.")
                    .exception();
        }
        Volume canonical = CanonicalOrientation.apply(image);
        Spacing spacing = canonical.geometry().spacing();
        return new SegmentedScan(
                new int[] {
                    canonical.extent().width(),
                    canonical.extent().height(),
                    canonical.extent().depth()
                },
                new double[] {spacing.widthMm(), spacing.heightMm(), spacing.depthMm()},
                canonical.channel(0),
                widened(CanonicalOrientation.apply(truth)),
                widened(CanonicalOrientation.apply(prediction)));
    }

    private static int[] widened(LabelVolume volume) {
        short[] labels = volume.labels();
        return IntStream.range(0, labels.length).map(index -> labels[index]).toArray();
    }
}
