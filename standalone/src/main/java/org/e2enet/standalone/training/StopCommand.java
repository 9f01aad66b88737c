package org.e2enet.standalone.training;

import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code e2enet stop}. */
@Command(
        name = "stop",
        description = "Ends a training run for good: a fold in work leaves after its step, waiting ones do not begin.",
        footer = {"", "Example:", "  ./e2enet stop brain-20261123-101500"})
public final class StopCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "RUN", description = "Id of the run.")
    private String run;

    /** The answer. */
    record Answer(String runId, String asked) {}

    @Override
    public Integer call() throws InterruptedException {
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            session.train().stop(run);
        }
        output.console().result(new Answer(run, "stop"));
        output.console().say("Run " + run + " ends after the step in work; './e2enet runs' tells when");
        return ExitCode.OK;
    }
}
