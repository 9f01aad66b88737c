package org.e2enet.standalone.demo;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.e2enet.standalone.console.OutputOptions;
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
        footer = {"", "Example:", "  ./e2enet demo --out demo-out"})
public final class DemoCommand implements Callable<Integer> {
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
            defaultValue = "6",
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
            names = "--keep",
            description = "Leaves the stack up and tells the page of the segmented scan; Ctrl-C ends it.")
    private boolean keep;

    @Override
    public Integer call() throws InterruptedException {
        if (!(minutes >= 1 && minutes <= 600)) {
            throw new ParameterException(spec.commandLine(), "--minutes: 1 to 600 are possible, got " + minutes);
        }
        new DemoRun(new DemoSettings(out, minutes, seed, keep), output.console()).run();
        return ExitCode.OK;
    }
}
