package org.e2enet.standalone.prediction;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.e2enet.contract.Mirroring;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Priority;
import org.e2enet.prediction.window.WindowSettings;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How predictions are to be made: windows, and, of a stack, how soon. */
final class RequestOptions {
    private static final double LEAST_STEP = 0.1;

    @Option(
            names = "--no-mirroring",
            description =
                    "Look at each window once, not also at its mirror images (default: as the model was trained).")
    private boolean noMirroring;

    @Option(
            names = "--step",
            paramLabel = "SHARE",
            description = "Distance of windows in patches, 0.1 to 1 (default: 0.5, or the stack's).")
    private Double step;

    @Option(
            names = "--priority",
            paramLabel = "urgent|normal|batch",
            description =
                    "With --model: urgent is next, batch lets all others pass between its windows (default: normal).")
    private Priority priority;

    @Option(
            names = "--within",
            paramLabel = "MINUTES",
            description =
                    "With --model: of no use later; each image fails (INF-206) that is not done so long after it was sent.")
    private Double withinMinutes;

    /** @throws ParameterException for a value that is none, or one that means nothing with {@code --weights} */
    void check(CommandSpec spec, boolean ofStack) {
        if (step != null && !(step >= LEAST_STEP && step <= 1)) {
            throw new ParameterException(spec.commandLine(), "--step: 0.1 to 1 is possible, got " + step);
        }
        if (withinMinutes != null && !(withinMinutes > 0 && withinMinutes < 1e6)) {
            throw new ParameterException(
                    spec.commandLine(), "--within: minutes above 0 are wanted, got " + withinMinutes);
        }
        if (!ofStack && (priority != null || withinMinutes != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--priority, --within: nobody waits beside --weights; use --model");
        }
    }

    /** In this process. @param trained as infer-service would by default */
    WindowSettings windows(WindowSettings trained) {
        WindowSettings windows = step == null ? trained : trained.withStep(step);
        return noMirroring ? windows.withoutMirroring() : windows;
    }

    /** Of a stack, now. */
    PredictionRequested request(String scanId, String alias, Set<PredictionMap> maps) {
        Instant deadline = withinMinutes == null
                ? null
                : Instant.now().plus(Duration.ofMillis(Math.round(withinMinutes * 60_000)));
        return new PredictionRequested(
                scanId, alias, null, priority, deadline, noMirroring ? Mirroring.NONE : null, step, List.copyOf(maps));
    }
}
