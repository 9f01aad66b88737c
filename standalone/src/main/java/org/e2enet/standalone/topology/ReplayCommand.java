package org.e2enet.standalone.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2enet.contract.Topics;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.RecordedTopology;
import org.e2enet.network.topology.RecordedTopology.Replayed;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.stack.RecordsBroker;
import org.e2enet.standalone.stack.StackOptions;
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

    @Option(
            names = "--broker",
            paramLabel = "HOST:PORT",
            description = "Broker to read from (default: that of the stack on the data folder).")
    private String broker;

    @Option(names = "--store", paramLabel = "DIR", description = "Store with the snapshots (default: DATA/store).")
    private Path store;

    @Option(
            names = "--topics-prefix",
            paramLabel = "TEXT",
            defaultValue = Topics.DEFAULT_PREFIX,
            description = "Before every topic's name (default: ${DEFAULT-VALUE}).")
    private String prefix;

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
            List<TensorLine> tensors,
            String equalTo,
            String file) {}

    /** One masked tensor. */
    record TensorLine(String name, int rows, int columns, int activeKernels, double density, double exploredShare) {}

    @Override
    public Integer call() {
        if (fold < 0 || (iteration != null && iteration < 0)) {
            throw new ParameterException(spec.commandLine(), "--fold and --iteration: at least 0 is wanted");
        }
        if (out != null) {
            Inputs.target(spec, "--out", out);
        }
        Optional<ComparedCheckpoint> compared =
                Optional.ofNullable(checkpoint).map(name -> ComparedCheckpoint.load(stackOptions.folder(), name));
        compared.ifPresent(it -> it.requireOf(run, fold, iteration));
        RecordedTopology recorded = read();
        Replayed replayed;
        if (compared.isPresent()) {
            replayed = compared.get().requireEqual(recorded);
        } else {
            replayed = recorded.at(iteration == null ? recorded.latestIteration() : iteration);
        }
        if (out != null) {
            write(replayed);
        }
        Answer answer = answer(replayed);
        output.console().result(answer);
        if (!output.console().isJson()) {
            print(answer);
        }
        return ExitCode.OK;
    }

    private RecordedTopology read() {
        Topics names = topics();
        Path snapshots = store == null ? stackOptions.folder().store() : store;
        RecordedFold recorded = new RecordedFold(run, fold, snapshots);
        if (broker != null) {
            return recorded.read(broker, names);
        }
        try (RecordsBroker own = RecordsBroker.open(stackOptions.folder())) {
            return recorded.read(own.bootstrapServers(), names);
        }
    }

    private Topics topics() {
        try {
            return new Topics(prefix);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--topics-prefix: " + wrong.getMessage(), wrong);
        }
    }

    private void write(Replayed replayed) {
        SafetensorsWriter writer = new SafetensorsWriter();
        ModelTensors.add(writer, replayed.topology());
        try {
            writer.write(out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Answer answer(Replayed replayed) {
        List<TensorLine> tensors = new ArrayList<>();
        replayed.topology().masks().forEach((name, mask) -> {
            KernelMask ever = replayed.exploration().everActive().mask(name).orElse(mask);
            tensors.add(new TensorLine(
                    name, mask.rows(), mask.columns(), mask.activeCount(), mask.density(), ever.density()));
        });
        return new Answer(
                run,
                fold,
                replayed.iteration(),
                replayed.updates(),
                replayed.updateIteration(),
                replayed.topology().activeKernels(),
                replayed.exploration().share(),
                tensors,
                checkpoint,
                out == null ? null : out.toString());
    }

    private void print(Answer answer) {
        Table table = new Table("tensor", "kernels", "active", "density", "ever active");
        for (TensorLine line : answer.tensors()) {
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
