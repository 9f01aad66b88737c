package org.e2enet.standalone.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.faults.Fault;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.EngineName;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.safetensors.Tensor;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code e2enet forward}: one patch through a network. */
@Command(
        name = "forward",
        description = "Runs one patch through a network: tensor input [1,C,D,H,W] in, logits.0 (and on) out.",
        footer = {
            "",
            "Example:",
            "  ./e2enet forward --plan plan.json --weights w.safetensors --input x.safetensors "
                    + "--output y.safetensors --engine torch"
        })
public final class ForwardCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(names = "--plan", paramLabel = "FILE", required = true, description = "The network's plan, JSON.")
    private Path plan;

    @Option(names = "--weights", paramLabel = "FILE", required = true, description = "Weights and masks, safetensors.")
    private Path weights;

    @Option(names = "--input", paramLabel = "FILE", required = true, description = "Safetensors with the tensor input.")
    private Path input;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "Where the logits go, safetensors.")
    private Path result;

    @Option(names = "--engine", required = true, description = "${COMPLETION-CANDIDATES}, in lower case as well.")
    private EngineName engine;

    @Option(names = "--all-heads", description = "Write logits of every head, not of the full resolution only.")
    private boolean allHeads;

    /** The answer: shapes by tensor name. */
    record Answer(String engine, double compileSeconds, double forwardSeconds, List<Output> outputs) {}

    /** A written tensor. */
    record Output(String name, List<Integer> shape) {}

    @Override
    public Integer call() {
        Path target = Inputs.target(spec, "--output", result);
        Plan definition = PlanFile.read(Inputs.file(spec, plan), Plan.class);
        Model model = WeightsFile.read(Inputs.file(spec, weights), definition);
        Tensor patch = patch(definition);
        Size3 extents = Size3.of(patch.shape().subList(2, 5));
        int heads = allHeads ? model.graph().outputs().size() : 1;

        long compileNanos = System.nanoTime();
        try (CompiledNetwork network = Engines.open(engine).compile(model, extents)) {
            long forwardNanos = System.nanoTime();
            List<float[]> logits = network.forward(patch.values(), heads);
            long endNanos = System.nanoTime();
            List<Output> outputs = write(target, model.graph(), extents, definition.classes(), logits);
            Answer answer = new Answer(
                    engine.wireName(), (forwardNanos - compileNanos) / 1e9, (endNanos - forwardNanos) / 1e9, outputs);
            output.console().result(answer);
            output.console()
                    .say("%s: prepared in %.2f s, forward %.3f s; wrote %s to %s"
                            .formatted(
                                    answer.engine(),
                                    answer.compileSeconds(),
                                    answer.forwardSeconds(),
                                    outputs,
                                    result));
        }
        return ExitCode.OK;
    }

    private Tensor patch(Plan definition) {
        try (SafetensorsFile file = SafetensorsFile.open(Inputs.file(spec, input))) {
            Tensor patch = file.tensor("input");
            List<Integer> shape = patch.shape();
            if (shape.size() != 5 || shape.get(0) != 1 || shape.get(1) != definition.inputChannels()) {
                throw new Fault(
                                "CLI-303",
                                "shape [1," + definition.inputChannels() + ",D,H,W] is wanted, got " + shape,
                                "tensor input",
                                "Write one patch with the plan's channels.")
                        .exception();
            }
            return patch;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<Output> write(Path target, Graph graph, Size3 extents, int classes, List<float[]> logits) {
        SafetensorsWriter writer = new SafetensorsWriter();
        List<Output> outputs = new ArrayList<>();
        for (int head = 0; head < logits.size(); head++) {
            Size3 size = extents.dividedBy(graph.node(graph.outputs().get(head)).scale());
            Output written =
                    new Output("logits." + head, List.of(1, classes, size.depth(), size.height(), size.width()));
            writer.add(written.name(), written.shape(), logits.get(head));
            outputs.add(written);
        }
        try {
            writer.write(target);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return outputs;
    }
}
