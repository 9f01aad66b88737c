package org.e2enet.standalone.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.client.TrainClient;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.files.AtomicFiles;
import org.e2enet.scoring.figure.ConvergenceFigure;
import org.e2enet.scoring.figure.ConvergenceFigure.Curve;
import org.e2enet.scoring.figure.Figure;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", arity = "0..*", description = "Runs to show (default: all).")
    private List<String> wanted = List.of();

    @Option(
            names = "--convergence",
            paramLabel = "FILE.svg|FILE.png",
            description =
                    "Draws Dice on validation patches against epochs, with the topology's updates, as in Figs. 11 and"
                            + " 12.")
    private Path convergence;

    @Override
    public Integer call() throws InterruptedException {
        Path target = convergence == null ? null : Inputs.target(spec, "--convergence", convergence);
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            List<TrainClient.Run> runs = session.train().runs().stream()
                    .filter(run -> wanted.isEmpty() || wanted.contains(run.runId()))
                    .toList();
            output.console().result(runs);
            if (!output.console().isJson()) {
                print(runs);
            }
            if (target != null) {
                draw(runs, session.train(), target);
            }
        }
        return ExitCode.OK;
    }

    private static void draw(List<TrainClient.Run> runs, TrainClient train, Path target) throws InterruptedException {
        List<Curve> curves = new ArrayList<>();
        for (TrainClient.Run run : runs) {
            for (TrainingProgressed fold : run.folds()) {
                curves.add(Convergence.of(train.history(run.runId(), fold.fold())));
            }
        }
        Figure figure = ConvergenceFigure.of("Mean Dice on validation patches", curves);
        byte[] content = target.toString().toLowerCase(Locale.ROOT).endsWith(".png")
                ? figure.png()
                : figure.svg().getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFiles.replace(target, out -> out.write(content));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
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
