package org.e2enet.standalone.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.e2enet.benchmarks.MeasuredNetwork;
import org.e2enet.benchmarks.TrainingBenchmark;
import org.e2enet.benchmarks.TrainingComparison;
import org.e2enet.benchmarks.TrainingReport;
import org.e2enet.benchmarks.TrainingSettings;
import org.e2enet.benchmarks.step.MeasuredEngine;
import org.e2enet.benchmarks.step.StepBenchmark;
import org.e2enet.benchmarks.step.StepCase;
import org.e2enet.benchmarks.step.StepReport;
import org.e2enet.benchmarks.step.StepSettings;
import org.e2enet.benchmarks.step.StepTable;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.torch.runtime.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code e2enet bench training}: the product's training beside a bare libtorch loop of the same graph. */
@Command(
        name = "training",
        description = {
            "Training as the product does it beside a bare libtorch loop of the same graph: one input channel, 16 classes, "
                    + "synthetic cases, steps of both taken in turn, medians.",
            "With --engines instead: bare steps of each network on each engine, all taken in turn.",
            "An idle machine is wanted. Many steps show whether memory stays flat."
        },
        footer = {
            "",
            "Examples:",
            "  ./e2enet bench training --patch 64 --sparsity 0.8 --steps 20 --json",
            "  ./e2enet bench training --engines sparse,torch --networks e2enet,nnunet --patch 64 --sparsity 0.9 --steps 5"
        })
public final class TrainingBenchCommand implements Callable<Integer> {
    /** Of samples/plan.json. */
    private static final List<Integer> DEMO_CHANNELS = List.of(16, 32, 64, 96, 96);

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(names = "--patch", defaultValue = "64", description = "Edge in voxels (${DEFAULT-VALUE}).")
    private int patch;

    @Option(names = "--batch", defaultValue = "1", description = "Patches per step (${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--sparsity", defaultValue = "0.8", description = "S of E2ENet (${DEFAULT-VALUE}).")
    private double sparsity;

    @Option(
            names = "--networks",
            split = ",",
            defaultValue = "e2enet,nnunet",
            description = "Of e2enet, nnunet (both by default).")
    private List<String> networks;

    @Option(
            names = "--compute",
            split = ",",
            defaultValue = "float32",
            description = "Of float32, bf16; bf16 keeps float32 weights (${DEFAULT-VALUE}).")
    private List<Precision> compute;

    @Option(
            names = "--channels",
            split = ",",
            description =
                    "Channels per level of every network, or paper (each one's own; the default), or demo (the demo's).")
    private List<String> channels = List.of();

    @Option(names = "--steps", defaultValue = "20", description = "Counted steps of each loop (${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--update-every",
            defaultValue = "100",
            description = "Steps between topology updates; 0 = none (${DEFAULT-VALUE}).")
    private int updateEvery;

    @Option(names = "--threads", defaultValue = "0", description = "Threads of an engine; 0 = all (default).")
    private int threads;

    @Option(names = "--memory", description = "Also print the memory every hundred steps.")
    private boolean memory;

    @Option(
            names = "--engines",
            split = ",",
            description = "Of sparse, torch: compare their steps instead, float32, one fixed batch.")
    private List<String> engines = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "240",
            description = "With --engines: no further round of steps after as long (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--layers", description = "Instead: where the time of the sparse engine's step goes.")
    private boolean layers;

    @Override
    public Integer call() {
        int used = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        if (layers || !engines.isEmpty()) {
            return steps(Inputs.value(spec, "bench training", () -> stepSettings(used)));
        }
        TrainingSettings settings = Inputs.value(spec, "bench training", () -> settings(used));
        TrainingReport report = new TrainingBenchmark(settings, output.console()::progress).run();
        output.console().result(report);
        output.console().say(report.machine() + ", " + used + " threads, " + steps + " steps");
        output.console().say(table(report.cases()).toString());
        if (memory) {
            output.console().say(memoryTable(report.cases()).toString());
        }
        return ExitCode.OK;
    }

    private int steps(StepSettings settings) {
        if (layers) {
            StepTable.print(settings, System.out);
            return ExitCode.OK;
        }
        StepReport report = new StepBenchmark(settings, output.console()::progress).run();
        output.console().result(report);
        output.console().say(report.machine() + ", " + report.threads() + " threads");
        Table table =
                new Table("network", "engine", "patch", "batch", "S", "steps", "s/step", "processor s", "× first");
        for (StepCase one : report.cases()) {
            table.row(
                    one.network(),
                    one.engine(),
                    report.patch(),
                    report.batch(),
                    one.sparsity(),
                    one.steps(),
                    decimals(3, one.seconds()),
                    decimals(3, one.cpuSeconds()),
                    decimals(2, one.ofFirst()));
        }
        output.console().say(table.toString());
        return ExitCode.OK;
    }

    private StepSettings stepSettings(int usedThreads) {
        return new StepSettings(
                patch,
                batch,
                sparsity,
                networks.stream().map(MeasuredNetwork::of).toList(),
                (layers ? List.of("sparse") : engines)
                        .stream().map(MeasuredEngine::of).toList(),
                channels(),
                steps,
                StepSettings.WARM_UP_SECONDS,
                seconds,
                usedThreads);
    }

    private List<Integer> channels() {
        return switch (String.join(",", channels)) {
            case "", "paper" -> List.of();
            case "demo" -> DEMO_CHANNELS;
            default ->
                channels.stream()
                        .map(text -> Inputs.integer(spec, "--channels", text))
                        .toList();
        };
    }

    private TrainingSettings settings(int usedThreads) {
        return new TrainingSettings(
                patch,
                batch,
                sparsity,
                networks.stream().map(MeasuredNetwork::of).toList(),
                compute,
                channels(),
                steps,
                updateEvery,
                usedThreads);
    }

    private static Table table(List<TrainingComparison> cases) {
        Table table = new Table(
                "network",
                "compute",
                "patch",
                "batch",
                "S",
                "s/step",
                "bare s/step",
                "over %",
                "mean over %",
                "updates",
                "data s",
                "peak MiB",
                "first MiB",
                "last MiB",
                "growth MiB");
        for (TrainingComparison one : cases) {
            table.row(
                    one.network(),
                    one.compute().name().toLowerCase(Locale.ROOT),
                    one.patch(),
                    one.batch(),
                    one.sparsity(),
                    decimals(3, one.seconds()),
                    decimals(3, one.bareSeconds()),
                    decimals(1, one.overheadPercent()),
                    decimals(1, one.meanOverheadPercent()),
                    one.topologyUpdates(),
                    decimals(3, one.dataSeconds()),
                    one.peakMiB(),
                    one.firstStepMiB(),
                    one.lastStepMiB(),
                    one.lastStepMiB() - one.firstStepMiB());
        }
        return table;
    }

    private static Table memoryTable(List<TrainingComparison> cases) {
        Table table = new Table("network", "step", "resident MiB", "native MiB");
        for (TrainingComparison one : cases) {
            one.memory().forEach(use -> table.row(one.network(), use.step(), use.residentMiB(), use.nativeMiB()));
        }
        return table;
    }

    private static String decimals(int count, double value) {
        return String.format(Locale.ROOT, "%." + count + "f", value);
    }
}
