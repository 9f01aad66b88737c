package org.e2enet.standalone.models;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.costs.CostCounter;
import org.e2enet.network.costs.Costs;
import org.e2enet.network.costs.GroupCosts;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code e2enet costs}: parameters and FLOPs of a plan. */
@Command(
        name = "costs",
        description = "Counts parameters and FLOPs of one patch, by the paper's convention and as executed.",
        footer = {"", "Example:", "  ./e2enet costs --preset paper --sparsity 0.9 --patch 128,128,128 --classes 16"})
public final class CostsCommand implements Callable<Integer> {
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(names = "--sparsity", paramLabel = "S", description = "Share of inactive kernels instead of the plan's.")
    private Double sparsity;

    @Option(
            names = "--patch",
            paramLabel = "N",
            split = ",",
            description = "Depth, height and width instead of the plan's.")
    private List<Integer> patch;

    @Option(names = "--channels", paramLabel = "N", description = "Input channels instead of the plan's.")
    private Integer channels;

    @Option(names = "--classes", paramLabel = "N", description = "Classes with background instead of the plan's.")
    private Integer classes;

    private static final class Source {
        @Option(names = "--plan", paramLabel = "FILE", required = true, description = "A plan in a JSON file.")
        private Path plan;

        @Option(
                names = "--preset",
                paramLabel = "NAME",
                required = true,
                description = "A built-in plan: ${COMPLETION-CANDIDATES}.",
                completionCandidates = PresetNames.class)
        private String preset;
    }

    /** For the help text. */
    static final class PresetNames implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Presets.names().iterator();
        }
    }

    @Override
    public Integer call() {
        Costs costs = CostCounter.of(plan());
        output.console().result(costs);
        if (!output.console().isJson()) {
            print(costs);
        }
        return ExitCode.OK;
    }

    private Plan plan() {
        Plan plan = source.preset != null
                ? Inputs.value(spec, "--preset", () -> Presets.named(source.preset))
                : PlanFile.read(Inputs.file(spec, source.plan), Plan.class);
        return Inputs.value(spec, "--sparsity, --channels, --classes, --patch", () -> changed(plan));
    }

    private Plan changed(Plan base) {
        Plan plan = base;
        if (sparsity != null) {
            plan = plan.withSparsity(sparsity);
        }
        if (channels != null || classes != null) {
            plan = plan.withEnds(
                    channels == null ? plan.inputChannels() : channels, classes == null ? plan.classes() : classes);
        }
        return patch == null ? plan : plan.withPatch(Inputs.size3(spec, "--patch", patch));
    }

    private void print(Costs costs) {
        Table table = new Table("layers", "params M", "active M", "FLOPs G (paper)", "FLOPs G (executed)");
        for (GroupCosts group : costs.groups()) {
            row(
                    table,
                    group.name(),
                    group.paramsTotal(),
                    group.paramsActive(),
                    group.flopsPaper(),
                    group.flopsExecuted());
        }
        row(table, "all", costs.paramsTotal(), costs.paramsActive(), costs.flopsPaper(), costs.flopsExecuted());
        output.console().say(table.toString());
    }

    private static void row(Table table, String name, long total, long active, long paper, long executed) {
        table.row(
                name,
                "%.3f".formatted(total / MEGA),
                "%.3f".formatted(active / MEGA),
                "%.3f".formatted(paper / GIGA),
                "%.3f".formatted(executed / GIGA));
    }
}
