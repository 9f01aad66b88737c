package org.e2enet.standalone.dicom;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.dicom.series.Series;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.GridComparison;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code e2enet dicom inspect}: the series of a folder, zip or file, each with its verdict. */
@Command(
        name = "inspect",
        description = "Tells the series of a folder, zip or file: taken, taken with a flag, or refused and why.",
        footer = {
            "",
            "Exit status 1 if no image series is taken, or if --against finds a difference.",
            "Example:",
            "  ./e2enet dicom inspect FOLDER --json"
        })
public final class InspectCommand implements Callable<Integer> {
    /** Places further apart than this are another place; what rounding of decimal text adds up to stays below. */
    private static final double SAME_PLACE_MM = 0.02;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "PATH", description = "A folder, a zip or a DICOM file.")
    private Path path;

    @Option(names = "--repair-uids", description = "Makes up identifiers that are empty.")
    private boolean repairUids;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "The one series as another converter wrote it (NIfTI): voxels and places are compared.")
    private Path against;

    @Override
    public Integer call() {
        Console console = output.console();
        ReadOptions options = repairUids ? ReadOptions.DEFAULT.withUidsRepaired() : ReadOptions.DEFAULT;
        try (DicomInput input = DicomInput.open(path, options)) {
            List<SeriesReport> reports =
                    input.series().stream().map(SeriesReport::of).toList();
            console.say(SeriesReport.table(reports));
            input.series().forEach(series -> sayRefusal(console, series));
            input.skipped()
                    .forEach((code, files) ->
                            console.say(files + (files == 1 ? " file" : " files") + " skipped: " + code));
            GridComparison comparison = against == null ? null : compare(console, input.onlySeries());
            console.result(new Inspection(reports, input.skipped(), comparison));
            boolean taken =
                    input.series().stream().anyMatch(series -> series.verdict().accepted());
            return taken && agrees(comparison) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /** What {@code --json} prints. */
    private record Inspection(
            List<SeriesReport> series, java.util.Map<String, Integer> skipped, GridComparison comparison) {}

    private static void sayRefusal(Console console, Series series) {
        series.verdict().refusal().map(Fault::message).ifPresent(why -> console.say(series.number() + ": " + why));
    }

    private GridComparison compare(Console console, Series series) {
        GridComparison comparison = GridComparison.of(
                series.readVolume(),
                new ScanReader(ReadLimits.WITH_CHANNELS).readImage(Inputs.file(spec, against), "--against"));
        List<String> words = new ArrayList<>();
        words.add(comparison.differing() + " of " + comparison.voxels() + " voxels differ");
        words.add(comparison.outside() + " lie outside of the other");
        words.add(String.format(java.util.Locale.ROOT, "places at most %.2g mm apart", comparison.largestGapMm()));
        console.say(String.join(", ", words));
        return comparison;
    }

    private static boolean agrees(GridComparison comparison) {
        return comparison == null
                || comparison.differing() == 0
                        && comparison.outside() == 0
                        && comparison.largestGapMm() <= SAME_PLACE_MM;
    }
}
