package org.e2enet.standalone.models;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.files.TemporaryFile;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.Description;
import org.e2enet.network.checkpoint.Probe;
import org.e2enet.network.costs.CostCounter;
import org.e2enet.network.costs.Costs;
import org.e2enet.network.engine.Model;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.TorchOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code e2enet import}: weights of the paper's code or of nnU-Net as a checkpoint, in a file or served by a stack. */
@Command(
        name = "import",
        description =
                "Makes a checkpoint of weights that the paper's released code or nnU-Net trained: a plan, and their "
                        + "state_dict saved as safetensors. Names and shapes must be the plan's, without rest. With "
                        + "--promote the stack serves it: the one that is up, else one for the time of the call.",
        footer = {
            "",
            "Example:",
            "  ./e2enet import --plan plan.json --weights weights.safetensors --out model.safetensors",
            "  ./e2enet import --plan plan.json --weights weights.safetensors --dataset brain --promote brain"
        })
public final class ImportCommand implements Callable<Integer> {
    private static final Duration SERVING_TIMEOUT = Duration.ofMinutes(5);

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Option(names = "--plan", paramLabel = "FILE", required = true, description = "Plan of the trained network, JSON.")
    private Path plan;

    @Option(names = "--weights", paramLabel = "FILE", required = true, description = "Its state_dict, safetensors.")
    private Path weights;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The checkpoint to write or replace; may be left out with --promote.")
    private Path out;

    @ArgGroup(exclusive = false)
    private ImportPromotion promotion;

    /**
     * The answer.
     *
     * @param file null without --out
     * @param modelId null without --promote, as are alias and probeDeviation
     */
    record Answer(
            String architecture,
            long parameters,
            long activeParameters,
            int maskedTensors,
            String file,
            String modelId,
            String alias,
            Double probeDeviation) {}

    /** A promotion that infer-service has taken up. */
    private record Served(String modelId, String alias, Double probeDeviation) {
        private static final Served NOWHERE = new Served(null, null, null);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (out == null && promotion == null) {
            throw new ParameterException(spec.commandLine(), "--out or --promote is missing: the model goes nowhere");
        }
        Path target = out == null ? null : Inputs.target(spec, "--out", out);
        Plan definition = PlanFile.read(Inputs.file(spec, plan), Plan.class);
        Optional<ImportPromotion.Terms> terms =
                Optional.ofNullable(promotion).map(wanted -> wanted.check(spec, definition));
        Model model = WeightsFile.read(Inputs.file(spec, weights), definition);
        Costs costs = CostCounter.of(
                model.graph(),
                model.topology(),
                definition.patch() == null ? Probe.extent(definition) : definition.patch());
        Recipe recipe = terms.map(ImportPromotion.Terms::recipe).orElse(null);
        Checkpoint checkpoint = Checkpoint.of(
                        Description.of(definition, recipe, 0, definition.patch() == null ? null : costs), model)
                .withProbe(Probe.of(new TorchEngine(TorchOptions.DEFAULT), model, definition, 0));
        output.console()
                .say("%s: all %d tensors found, %.3f M parameters, %d masks"
                        .formatted(
                                definition.architecture(),
                                model.graph().parameters().size(),
                                costs.paramsTotal() / 1e6,
                                model.topology().masks().size()));
        if (target != null) {
            checkpoint.save(target);
            output.console().say("Wrote " + out);
        }
        Served served = terms.isPresent() ? serve(checkpoint, terms.get()) : Served.NOWHERE;
        output.console()
                .result(new Answer(
                        definition.architecture(),
                        costs.paramsTotal(),
                        costs.paramsActive(),
                        model.topology().masks().size(),
                        out == null ? null : out.toString(),
                        served.modelId(),
                        served.alias(),
                        served.probeDeviation()));
        return ExitCode.OK;
    }

    private Served serve(Checkpoint checkpoint, ImportPromotion.Terms terms) throws InterruptedException {
        try (TemporaryFile file = TemporaryFile.of("import", ".safetensors");
                StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            terms.requireFit(session.ingest(), checkpoint.description().plan());
            checkpoint.save(file.path());
            CheckpointPublished published = session.train().publish(terms.dataset(), file.path());
            ModelPromoted promoted = session.train().promote(new ModelPromoted(terms.alias(), published.modelId()));
            double deviation = ServedAlias.await(session.infer(), promoted, session.waiting(SERVING_TIMEOUT));
            output.console()
                    .say("Alias %s means %s now; its probe's logits differ by %.1e"
                            .formatted(promoted.alias(), promoted.modelId(), deviation));
            return new Served(promoted.modelId(), promoted.alias(), deviation);
        }
    }
}
