package org.e2enet.standalone.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.e2enet.contract.EngineChoice;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.report.DemoReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code e2enet demo}. */
@Command(
        name = "demo",
        description = "Trains, serves and scores a model on sample scans through a local stack of its own, "
                + "and writes a report with pictures.",
        footer = {
            "",
            "Example:",
            "  ./e2enet demo --out demo-out",
            "  ./e2enet demo --out demo-out --other-grids-mm 1.5 --at-least 0.85"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final double FINEST_MM = 1;
    private static final double COARSEST_MM = 12;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "demo-out",
            description = "Where the report goes (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "3",
            description = "About how long it may take on 2 cores, at least 1 (default: ${DEFAULT-VALUE}). "
                    + "Short runs train less and score lower.")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of all that is random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--engine",
            paramLabel = "auto|sparse|torch",
            defaultValue = "auto",
            description = "What trains (default: ${DEFAULT-VALUE}: the sparse engine on a CPU, libtorch on CUDA).")
    private EngineChoice engine;

    @Option(
            names = "--keep",
            description = "Leaves the stack up and tells the page of the segmented scan; Ctrl-C ends it.")
    private boolean keep;

    @Option(
            names = "--other-grids-mm",
            paramLabel = "MM",
            split = ",",
            description = "Segments the held-out scan on grids of these voxel sizes, too, and scores that.")
    private List<Double> otherGridsMm = List.of();

    @Option(
            names = "--spoilt",
            description =
                    "Segments the held-out scan upside down, noisy, in other colours and cropped, too, and tells what is flagged."
                            + " Ends with status 1 where one of these is not, or the scan itself is.")
    private boolean spoilt;

    @Option(
            names = "--at-least",
            paramLabel = "DICE",
            description = "Ends with status 1 where the mean Dice, on some grid, is less.")
    private Double atLeast;

    @Override
    public Integer call() throws InterruptedException {
        if (!(minutes >= 1 && minutes <= 600)) {
            throw new ParameterException(spec.commandLine(), "--minutes: 1 to 600 are possible, got " + minutes);
        }
        if (!otherGridsMm.stream().allMatch(mm -> mm >= FINEST_MM && mm <= COARSEST_MM)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--other-grids-mm: %s to %s mm are possible, got %s"
                            .formatted(FINEST_MM, COARSEST_MM, otherGridsMm));
        }
        if (atLeast != null && !(atLeast >= 0 && atLeast <= 1)) {
            throw new ParameterException(spec.commandLine(), "--at-least: 0 to 1 is wanted, got " + atLeast);
        }
        DemoSettings settings = new DemoSettings(out, minutes, seed, engine, keep, otherGridsMm, spoilt);
        DemoReport report = new DemoRun(settings, output.console()).run();
        boolean goodEnough = atLeast == null || report.leastMeanDice() >= atLeast;
        return goodEnough && report.isFlaggedRightly() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
