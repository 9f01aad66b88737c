package org.e2enet.standalone.models;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.e2enet.network.Size3;
import org.e2enet.network.Tensor;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.Description;
import org.e2enet.network.checkpoint.Probe;
import org.e2enet.network.costs.CostCounter;
import org.e2enet.network.costs.Costs;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.plan.Plan;
import org.e2enet.network.random.Xoshiro;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code e2enet import}: weights of the paper's code or of nnU-Net as a checkpoint. */
@Command(
        name = "import",
        description =
                "Makes a checkpoint of weights that the paper's released code or nnU-Net trained: a plan, and their "
                        + "state_dict saved as safetensors. Names and shapes must be the plan's, without rest.",
        footer = {
            "",
            "Example:",
            "  ./e2enet import --plan plan.json --weights weights.safetensors --out model.safetensors"
        })
public final class ImportCommand implements Callable<Integer> {
    /** Twice the divisor leaves two voxels at the coarsest level, so that its instance norm has something to norm. */
    private static final int TIMES_DIVISOR = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(names = "--plan", paramLabel = "FILE", required = true, description = "Plan of the trained network, JSON.")
    private Path plan;

    @Option(names = "--weights", paramLabel = "FILE", required = true, description = "Its state_dict, safetensors.")
    private Path weights;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The checkpoint to write or replace.")
    private Path out;

    /** The answer. */
    record Answer(String architecture, long parameters, long activeParameters, int maskedTensors, String file) {}

    @Override
    public Integer call() {
        Path target = Inputs.target(spec, "--out", out);
        Plan definition = PlanFile.read(Inputs.file(spec, plan), Plan.class);
        Model model = WeightsFile.read(Inputs.file(spec, weights), definition);
        Size3 extent = definition.divisor().times(Size3.cube(TIMES_DIVISOR));
        Costs costs = CostCounter.of(
                model.graph(), model.topology(), definition.patch() == null ? extent : definition.patch());
        Checkpoint.of(Description.of(definition, null, 0, definition.patch() == null ? null : costs), model)
                .withProbe(probe(model, extent))
                .save(target);
        Answer answer = new Answer(
                definition.architecture(),
                costs.paramsTotal(),
                costs.paramsActive(),
                model.topology().masks().size(),
                out.toString());
        output.console().result(answer);
        output.console()
                .say("%s: all %d tensors found, %.3f M parameters, %d masks; wrote %s"
                        .formatted(
                                answer.architecture(),
                                model.graph().parameters().size(),
                                answer.parameters() / 1e6,
                                answer.maskedTensors(),
                                out));
        return ExitCode.OK;
    }

    /** A small random input and what the dense engine answers. */
    private static Probe probe(Model model, Size3 extent) {
        Graph graph = model.graph();
        float[] input = new float[Math.toIntExact(graph.inputChannels() * extent.volume())];
        Xoshiro random = Xoshiro.of(0, "probe");
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        try (CompiledNetwork network = new TorchEngine(TorchOptions.DEFAULT).compile(model, extent)) {
            float[] logits = network.forward(input, 1).getFirst();
            return new Probe(
                    new Tensor(shape(graph.inputChannels(), extent), input),
                    new Tensor(shape(graph.classes(), extent), logits));
        }
    }

    private static List<Integer> shape(int channels, Size3 extent) {
        return List.of(1, channels, extent.depth(), extent.height(), extent.width());
    }
}
