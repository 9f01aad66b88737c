package org.e2enet.standalone.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.e2enet.benchmarks.InferenceBenchmark;
import org.e2enet.benchmarks.InferenceCase;
import org.e2enet.benchmarks.InferenceReport;
import org.e2enet.benchmarks.InferenceSettings;
import org.e2enet.benchmarks.LayerTable;
import org.e2enet.benchmarks.MeasuredNetwork;
import org.e2enet.benchmarks.Peer;
import org.e2enet.benchmarks.scan.FileScanBenchmark;
import org.e2enet.benchmarks.scan.FileScanReport;
import org.e2enet.benchmarks.scan.ScanBenchmark;
import org.e2enet.benchmarks.scan.ScanReport;
import org.e2enet.benchmarks.scan.ScanSettings;
import org.e2enet.contract.plan.Plan;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.models.PlanFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code e2enet bench inference}: the sparse engine against nnU-Net and dense-masked E2ENet on libtorch. */
@Command(
        name = "inference",
        description = {
            "The sparse engine against nnU-Net and dense-masked E2ENet on libtorch: batch 1, one input channel, 16 classes, "
                    + "forwards of all taken in turn, medians.",
            "An idle machine is wanted: a busy one shows in the difference of time and processor time."
        },
        footer = {"", "Example:", "  ./e2enet bench inference --patch 32,128 --sparsity 0.9 --threads 1 --json"})
public final class InferenceBenchCommand implements Callable<Integer> {
    private static final String NO_PEERS = "none";

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(names = "--patch", split = ",", defaultValue = "64", description = "Edges in voxels (${DEFAULT-VALUE}).")
    private List<Integer> patches;

    @Option(names = "--sparsity", split = ",", defaultValue = "0.9", description = "S (${DEFAULT-VALUE}).")
    private List<Double> sparsities;

    @Option(names = "--threads", defaultValue = "0", description = "Threads of every engine; 0 = all (default).")
    private int threads;

    @Option(
            names = "--peers",
            split = ",",
            defaultValue = "nnunet/torch-f32,nnunet/torch-bf16,e2enet/torch-f32",
            description =
                    "Of nnunet/torch-f32, nnunet/torch-bf16, e2enet/torch-f32, e2enet/torch-bf16, nnunet/sparse; for a whole "
                            + "scan or layers, none.")
    private List<String> peers;

    @Option(
            names = "--runs",
            description = "Counted forwards of each (default 5), or runs of a whole scan (default 1).")
    private Integer runs;

    @Option(names = "--layers", description = "Instead of peers: where the time of the first patch and S goes.")
    private boolean layers;

    @Option(
            names = "--network",
            defaultValue = "e2enet",
            converter = NetworkName.class,
            description = "Whose layers: e2enet (default) or nnunet, both on the sparse engine.")
    private MeasuredNetwork network;

    @Option(
            names = "--scan",
            paramLabel = "N",
            split = ",",
            description =
                    "A whole made-up scan of D,H,W voxels from file to file, by windows of the first patch: E2ENet at the first S, "
                            + "then each peer; time by stage and memory.")
    private List<Integer> scan;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "For that scan: the network of this plan, with its patch, classes and S, such as the demo's, samples/plan.json.")
    private Path plan;

    @Option(
            names = "--structures",
            description =
                    "For that scan: networks take their time, but what follows them is given made-up organs instead of the noise "
                            + "that random weights answer.")
    private boolean structures;

    @Option(
            names = "--synthetic",
            description =
                    "For that scan, instead: a network that costs nothing, to see what memory the window takes, and "
                            + "whether the classes are right.")
    private boolean synthetic;

    @Option(names = "--classes", defaultValue = "16", description = "Classes of that scan (${DEFAULT-VALUE}).")
    private int classes;

    @Option(
            names = "--check-slices",
            paramLabel = "N",
            defaultValue = "1",
            description = "Slices of that scan to compare with the sums of all classes (${DEFAULT-VALUE}).")
    private int checkedSlices;

    @Override
    public Integer call() {
        int used = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        if (scan != null) {
            return synthetic ? syntheticScan() : scan(used);
        }
        if (plan != null || structures || !layers && peers.contains(NO_PEERS)) {
            throw new ParameterException(spec.commandLine(), "--plan, --structures, --peers none: only for a --scan");
        }
        InferenceSettings settings = Inputs.value(
                spec,
                "bench inference",
                () -> new InferenceSettings(patches, sparsities, used, layers ? List.of() : peers(), runs(5)));
        if (layers) {
            Plan plan = Inputs.value(
                    spec, "bench inference", () -> network.plan(patches.getFirst(), sparsities.getFirst(), List.of()));
            LayerTable.print(plan, used, runs(5), System.out);
            return ExitCode.OK;
        }
        InferenceReport report = new InferenceBenchmark(settings, output.console()::progress).run();
        output.console().result(report);
        output.console().say(report.machine() + ", " + used + " threads");
        output.console().say(table(report.cases()).toString());
        return ExitCode.OK;
    }

    private int scan(int used) {
        Plan measured = measured();
        FileScanReport report = Inputs.value(
                        spec,
                        "--scan, --classes, --patch, --plan, --peers",
                        () -> new FileScanBenchmark(
                                Inputs.size3(spec, "--scan", scan),
                                measured,
                                structures,
                                used,
                                peers(),
                                runs(1),
                                output.console()::progress))
                .run();
        output.console().result(report);
        output.console().say(report.machine() + ", " + used + " threads");
        output.console().say(table(report).toString());
        return ExitCode.OK;
    }

    private int runs(int usual) {
        return runs == null ? usual : runs;
    }

    private List<Peer> peers() {
        return peers.equals(List.of(NO_PEERS))
                ? List.of()
                : peers.stream().map(Peer::of).toList();
    }

    /** The network of a whole scan. */
    private Plan measured() {
        if (plan == null) {
            return Inputs.value(spec, "--patch, --sparsity, --classes", () -> MeasuredNetwork.E2ENET
                    .plan(patches.getFirst(), sparsities.getFirst(), List.of())
                    .withEnds(1, classes));
        }
        Plan read = PlanFile.read(Inputs.file(spec, plan), Plan.class);
        if (read.patch() == null) {
            throw new ParameterException(spec.commandLine(), "--plan: a plan with a patch is wanted");
        }
        return read;
    }

    private ScanSettings scanSettings() {
        Plan measured = measured();
        return Inputs.value(
                spec,
                "--scan, --classes, --patch, --plan, --check-slices",
                () -> new ScanSettings(
                        Inputs.size3(spec, "--scan", scan), measured.classes(), measured.patch(), checkedSlices));
    }

    private int syntheticScan() {
        ScanReport report = new ScanBenchmark(scanSettings(), output.console()::progress).run();
        output.console().result(report);
        output.console()
                .say(String.format(
                        Locale.ROOT,
                        "%s voxels, %d classes, %d windows: %.0f s; %d MiB at the peak: scan %d, network %d, prediction %d (planned), "
                                + "heap at most %d; class not proven at %d voxels; of %d compared %d differ, %d of them ties",
                        report.scan(),
                        report.classes(),
                        report.windows(),
                        report.seconds().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum(),
                        report.peakMiB(),
                        report.scanMiB(),
                        report.networkMiB(),
                        report.plannedMiB(),
                        report.heapLimitMiB(),
                        report.undecidedVoxels(),
                        report.checkedVoxels(),
                        report.differingVoxels(),
                        report.tiedVoxels()));
        return report.differingVoxels() <= report.undecidedVoxels() + report.tiedVoxels()
                ? ExitCode.OK
                : ExitCode.SOFTWARE;
    }

    /** A name that is none is a wrong call, not a failure. */
    static final class NetworkName implements ITypeConverter<MeasuredNetwork> {
        @Override
        public MeasuredNetwork convert(String label) {
            try {
                return MeasuredNetwork.of(label);
            } catch (FaultException unknown) {
                throw new TypeConversionException(unknown.getMessage());
            }
        }
    }

    private static Table table(List<InferenceCase> cases) {
        Table table = new Table("patch", "S", "peer", "sparse ms", "peer ms", "ratio", "cpu ratio", "peak MiB");
        for (InferenceCase one : cases) {
            table.row(
                    one.patch(),
                    one.sparsity(),
                    one.peer(),
                    oneDecimal(one.millis()),
                    oneDecimal(one.peerMillis()),
                    twoDecimals(one.ratio()),
                    twoDecimals(one.peerCpuMillis() / one.cpuMillis()),
                    one.peakMiB());
        }
        return table;
    }

    private static Table table(FileScanReport report) {
        List<String> stages = List.copyOf(report.ways().getFirst().seconds().keySet());
        List<String> heads = new ArrayList<>(List.of("network", "windows", "s"));
        heads.addAll(stages);
        heads.addAll(List.of("outside %", "outside cpu %", "measure cpu %", "peak MiB"));
        Table table = new Table(heads.toArray(String[]::new));
        for (FileScanReport.Way way : report.ways()) {
            List<Object> row = new ArrayList<>(List.of(way.network(), way.windows(), oneDecimal(way.totalSeconds())));
            stages.forEach(stage -> row.add(twoDecimals(way.seconds().get(stage))));
            row.addAll(List.of(
                    twoDecimals(100 * way.outsideShare()),
                    twoDecimals(100 * way.outsideCpuShare()),
                    twoDecimals(100 * way.measureCpuShare()),
                    way.peakMiB()));
            table.row(row.toArray());
        }
        return table;
    }

    private static String oneDecimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String twoDecimals(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
