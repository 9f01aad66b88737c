package org.e2enet.standalone.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2enet.client.TrainClient;
import org.e2enet.contract.ReplayedTopology;
import org.e2enet.files.TemporaryFile;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.models.PublishedModel;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code e2enet topology replay}: masks of an iteration out of the topic masks.evolved. */
@Command(
        name = "replay",
        description =
                "Rebuilds the masks of any iteration of a run from the topic masks.evolved and compares them with a "
                        + "checkpoint's. Exit status 1 when they differ or the topic has a gap.",
        footer = {
            "",
            "Example:",
            "  ./e2enet topology replay --run brain-20261123-101500 --checkpoint brain-20261123-101500-fold0"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Option(names = "--run", paramLabel = "RUN", required = true, description = "Id of the training run.")
    private String run;

    @Option(names = "--fold", paramLabel = "N", defaultValue = "0", description = "Fold (default: ${DEFAULT-VALUE}).")
    private int fold;

    @Option(
            names = "--iteration",
            paramLabel = "N",
            description = "Steps done (default: the checkpoint's, else those of the latest event).")
    private Integer iteration;

    @Option(
            names = "--checkpoint",
            paramLabel = "ID|FILE",
            description = "A model that training published, or a checkpoint file, whose masks must be the same.")
    private String checkpoint;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the masks: safetensors, mask.<tensor> U8.")
    private Path out;

    /** The answer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String runId,
            int fold,
            int iteration,
            int updates,
            int updateIteration,
            long activeKernels,
            double exploredShare,
            List<ReplayedTopology.Masked> tensors,
            String equalTo,
            String file) {}

    @Override
    public Integer call() throws InterruptedException {
        if (fold < 0 || (iteration != null && iteration < 0)) {
            throw new ParameterException(spec.commandLine(), "--fold and --iteration: at least 0 is wanted");
        }
        if (out != null) {
            Inputs.target(spec, "--out", out);
        }
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            Answer answer = replay(session);
            output.console().result(answer);
            if (!output.console().isJson()) {
                print(answer);
            }
        }
        return ExitCode.OK;
    }

    private Answer replay(StackSession session) throws InterruptedException {
        Integer at = iteration;
        Integer updates = null;
        Optional<ComparedCheckpoint> compared = compared(session);
        if (compared.isPresent()) {
            compared.get().requireOf(run, fold, iteration);
            at = compared.get().iteration();
            updates = compared.get().updates();
        }
        TrainClient train = session.train();
        ReplayedTopology replayed = train.topology(run, fold, at, updates);
        if (compared.isPresent()) {
            compared.get().requireEqual(masks(train, at, updates));
        }
        if (out != null) {
            train.masks(run, fold, at, updates, out);
        }
        return new Answer(
                run,
                fold,
                replayed.iteration(),
                replayed.updates(),
                replayed.updateIteration(),
                replayed.activeKernels(),
                replayed.exploredShare(),
                replayed.tensors(),
                checkpoint,
                out == null ? null : out.toString());
    }

    private Optional<ComparedCheckpoint> compared(StackSession session) throws InterruptedException {
        return checkpoint == null
                ? Optional.empty()
                : Optional.of(new ComparedCheckpoint(PublishedModel.load(checkpoint, session.infer())));
    }

    private Topology masks(TrainClient train, Integer at, Integer updates) throws InterruptedException {
        try (TemporaryFile file = TemporaryFile.of("masks", ".safetensors")) {
            train.masks(run, fold, at, updates, file.path());
            try (SafetensorsFile read = SafetensorsFile.open(file.path())) {
                return ModelTensors.topology(read);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void print(Answer answer) {
        Table table = new Table("tensor", "kernels", "active", "density", "ever active");
        for (ReplayedTopology.Masked line : answer.tensors()) {
            table.row(
                    line.name(),
                    line.rows() * line.columns(),
                    line.activeKernels(),
                    "%.4f".formatted(line.density()),
                    "%.4f".formatted(line.exploredShare()));
        }
        output.console().say(table.toString());
        output.console()
                .say("%s, fold %d, iteration %d: updates %d, last after %d; kernels active %d, ever active %.1f %%"
                        .formatted(
                                run,
                                fold,
                                answer.iteration(),
                                answer.updates(),
                                answer.updateIteration(),
                                answer.activeKernels(),
                                100 * answer.exploredShare()));
        if (checkpoint != null) {
            output.console().say("Equal to the masks of " + checkpoint);
        }
        if (out != null) {
            output.console().say("Wrote " + out);
        }
    }
}
