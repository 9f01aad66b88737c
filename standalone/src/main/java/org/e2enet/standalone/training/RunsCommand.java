package org.e2enet.standalone.training;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.client.TrainClient;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code e2enet runs}. */
@Command(
        name = "runs",
        description =
                "Lists training runs and where each fold stands. Uses the stack that is up, else one for the time "
                        + "of the call.",
        footer = {"", "Example:", "  ./e2enet runs --json"})
public final class RunsCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Override
    public Integer call() throws InterruptedException {
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            List<TrainClient.Run> runs = session.train().runs();
            output.console().result(runs);
            if (!output.console().isJson()) {
                print(runs);
            }
        }
        return ExitCode.OK;
    }

    private void print(List<TrainClient.Run> runs) {
        Table table = new Table("run", "data set", "fold", "state", "step", "of", "what went wrong");
        runs.forEach(run -> run.folds()
                .forEach(fold -> table.row(
                        run.runId(),
                        run.dataset(),
                        fold.fold(),
                        fold.state().name().toLowerCase(Locale.ROOT),
                        fold.iteration(),
                        fold.iterations(),
                        fold.fault() == null ? "" : fold.fault().message())));
        output.console().say(table.toString());
    }
}
