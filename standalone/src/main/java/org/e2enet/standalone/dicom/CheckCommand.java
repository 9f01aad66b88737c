package org.e2enet.standalone.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.seg.SegReader;
import org.e2enet.dicom.seg.Segmentation;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code e2enet dicom check}: whether a segmentation lies on a series, and how much each segment holds. */
@Command(
        name = "check",
        description = "Tells whether a DICOM SEG lies on a series, and what its segments hold.",
        footer = {"", "Example:", "  ./e2enet dicom check result.dcm --series FOLDER"})
public final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "SEG", description = "A DICOM SEG file.")
    private Path seg;

    @Option(
            names = "--series",
            paramLabel = "PATH",
            required = true,
            description = "The folder or zip of the series it was drawn on.")
    private Path series;

    @Option(names = "--repair-uids", description = "Makes up identifiers that are empty in the series.")
    private boolean repairUids;

    /** One segment for {@code --json}. */
    private record SegmentReport(int number, String name, long voxels, double millilitres) {}

    @Override
    public Integer call() {
        ReadOptions options = repairUids ? ReadOptions.DEFAULT.withUidsRepaired() : ReadOptions.DEFAULT;
        try (DicomInput input = DicomInput.open(series, options)) {
            Segmentation read = read(input);
            double voxelMm3 = read.labels().geometry().spacing().voxelVolumeMm3();
            long[] voxels = read.labels().voxelsPerLabel();
            List<SegmentReport> reports = new ArrayList<>();
            Table table = new Table("segment", "name", "voxels", "ml");
            for (Segmentation.Named named : read.names()) {
                long count = named.number() < voxels.length ? voxels[named.number()] : 0;
                double millilitres = count * voxelMm3 / 1000;
                reports.add(new SegmentReport(named.number(), named.name(), count, millilitres));
                table.row(
                        named.number(), named.name(), count, String.format(java.util.Locale.ROOT, "%.2f", millilitres));
            }
            output.console().say(table.toString());
            output.console().say("It lies on the series: " + read.frames() + " frames.");
            output.console().result(reports);
            return ExitCode.OK;
        }
    }

    /** On the one series of the input; of several, on that which it was drawn on. */
    private Segmentation read(DicomInput input) {
        Path file = Inputs.file(spec, seg);
        List<Series> accepted = input.series().stream()
                .filter(one -> one.isImage() && one.verdict().accepted())
                .toList();
        if (accepted.size() < 2) {
            return SegReader.read(file, input.onlySeries());
        }
        FaultException last = null;
        for (Series one : accepted) {
            try {
                return SegReader.read(file, one);
            } catch (FaultException ofAnother) {
                last = ofAnother;
            }
        }
        throw last;
    }
}
