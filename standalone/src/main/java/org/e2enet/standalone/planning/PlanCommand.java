package org.e2enet.standalone.planning;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.costs.CostCounter;
import org.e2enet.network.costs.Costs;
import org.e2enet.network.planning.DatasetShape;
import org.e2enet.network.planning.PlanWishes;
import org.e2enet.network.planning.Planned;
import org.e2enet.network.planning.Planner;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code e2enet plan}: the plan that follows from a data set. */
@Command(
        name = "plan",
        description =
                "Makes the plan for a data set by nnU-Net's rules: strides, channels, patch and batch that fit the memory. "
                        + "Uses the stack that is up, else one for the time of the call.",
        footer = {"", "Example:", "  ./e2enet plan --dataset brain --memory-limit 6G --out plan.json"})
public final class PlanCommand implements Callable<Integer> {
    private static final double PAPER_SPARSITY = 0.8;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Option(names = "--dataset", paramLabel = "NAME", required = true, description = "Data set to plan for.")
    private String dataset;

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            defaultValue = Plan.E2ENET,
            description = "e2enet, nnunet, nnunet-v1, unetpp or vnet (default: ${DEFAULT-VALUE}).")
    private String architecture;

    @Option(
            names = "--sparsity",
            paramLabel = "S",
            description = "Share of inactive kernels (default: 0.8 for e2enet, 0 for the others).")
    private Double sparsity;

    @Option(
            names = "--base-channels",
            paramLabel = "N",
            description = "Channels of the finest level (default: the architecture's; e2enet 48, nnunet 32).")
    private Integer baseChannels;

    @Option(
            names = "--memory-limit",
            paramLabel = "SIZE",
            defaultValue = "8G",
            converter = MemorySize.Converter.class,
            description = "What training may take, for example 6G or 1500M (default: ${DEFAULT-VALUE}).")
    private MemorySize memoryLimit;

    @Option(
            names = "--patch",
            paramLabel = "N",
            split = ",",
            description = "Depth, height and width of the patch (default: the largest that fits).")
    private List<Integer> patch;

    @Option(names = "--batch", paramLabel = "N", description = "Patches per step (default: 2, or more where they fit).")
    private Integer batch;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the plan, as 'train --plan' takes it.")
    private Path out;

    /** The answer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String dataset,
            int scans,
            Size3 medianExtent,
            List<Double> spacingMm,
            Plan plan,
            int batch,
            long memoryMiB,
            Costs costs,
            DatasetDefinition suggestedDataset,
            String file) {}

    @Override
    public Integer call() throws InterruptedException {
        if ((batch != null && batch < 1) || (baseChannels != null && baseChannels < 1)) {
            throw new ParameterException(spec.commandLine(), "--batch and --base-channels: at least 1 is wanted");
        }
        if (sparsity != null && !(sparsity >= 0 && sparsity < 1)) {
            throw new ParameterException(spec.commandLine(), "--sparsity: at least 0 and below 1 is wanted");
        }
        Inputs.value(spec, "--architecture", () -> Architectures.requireKnown(architecture));
        Path target = out == null ? null : Inputs.target(spec, "--out", out);
        Size3 wantedPatch = patch == null ? null : Inputs.size3(spec, "--patch", patch);
        StoredDataset stored = stored();
        DatasetShape shape = stored.shape();
        Planned planned = new Planner(
                        shape,
                        wishes(wantedPatch),
                        stored.definition().classes(),
                        stored.definition().preparation())
                .plan();
        if (target != null) {
            write(planned.plan(), target);
        }
        Answer answer = new Answer(
                dataset,
                stored.scans().size(),
                shape.medianExtent(),
                shape.spacingMm(),
                planned.plan(),
                planned.batch(),
                planned.memoryBytes() >> 20,
                CostCounter.of(planned.plan()),
                stored.suggested(),
                out == null ? null : out.toString());
        output.console().result(answer);
        if (!output.console().isJson()) {
            print(answer, stored);
        }
        return ExitCode.OK;
    }

    private StoredDataset stored() throws InterruptedException {
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            return StoredDataset.read(session.ingest(), dataset);
        }
    }

    private PlanWishes wishes(Size3 wantedPatch) {
        double byArchitecture = architecture.equals(Plan.E2ENET) ? PAPER_SPARSITY : 0;
        return new PlanWishes(
                architecture,
                Objects.requireNonNullElse(sparsity, byArchitecture),
                baseChannels,
                wantedPatch,
                batch,
                memoryLimit.bytes());
    }

    private static void write(Plan plan, Path target) {
        try {
            Files.writeString(target, json(plan) + System.lineSeparator());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String json(Plan plan) throws IOException {
        return EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(plan);
    }

    private void print(Answer answer, StoredDataset stored) {
        Plan plan = answer.plan();
        output.console()
                .say("%s: %d labelled scans, median %s voxels of %s mm"
                        .formatted(dataset, answer.scans(), answer.medianExtent(), answer.spacingMm()));
        Table levels = new Table("level", "channels", "stride", "patch");
        Size3 extent = plan.patch();
        for (int level = 0; level < plan.levels(); level++) {
            Size3 stride = level == 0 ? Size3.cube(1) : plan.strides().get(level - 1);
            extent = extent.dividedBy(stride);
            levels.row(level + 1, plan.channels().get(level), stride, extent);
        }
        output.console().say(levels.toString());
        output.console()
                .say(
                        ("%s, S = %s, batch %d (recipe.batch): about %.1f GiB to train, %.3f M of %.3f M parameters active, "
                                        + "%.1f GFLOPs a patch")
                                .formatted(
                                        plan.architecture(),
                                        plan.sparsity(),
                                        answer.batch(),
                                        answer.memoryMiB() / 1024.0,
                                        answer.costs().paramsActive() / 1e6,
                                        answer.costs().paramsTotal() / 1e6,
                                        answer.costs().flopsExecuted() / 1e9));
        Advice.of(stored).forEach(output.console()::say);
        if (out != null) {
            output.console().say("Wrote " + out);
            return;
        }
        try {
            output.console().say(json(plan));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
