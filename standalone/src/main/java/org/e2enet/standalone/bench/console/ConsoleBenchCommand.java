package org.e2enet.standalone.bench.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.e2enet.client.IngestClient;
import org.e2enet.client.Waiting;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.datasets.DatasetFolder;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.Installation;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code e2enet bench console}: the pages' budgets in a browser. */
@Command(
        name = "console",
        description =
                "Opens the console's pages in a Chromium without a window, over a stack of its own with a sample and a large"
                        + " made-up scan, and compares what they take with what they may take. Exit status 1 when one takes more.",
        footer = {
            "",
            "Example:",
            "  ./e2enet bench console",
            "  ./e2enet bench console --size 100,256,256 --repeats 1 --json"
        })
public final class ConsoleBenchCommand implements Callable<Integer> {
    private static final long SEED = 15;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int MOST_REPEATS = 20;
    /** Values and labels, two bytes each. */
    private static final int BYTES_PER_VOXEL = 4;

    private static final double SCRIPTS_KB = 80;
    private static final double FIRST_PAINT_MS = 500;
    private static final double SAMPLE_MS = 500;
    private static final double LARGE_MS = 3_000;
    private static final double STEP_MS = 16;
    private static final double TIMES_VOXELS = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--size",
            paramLabel = "D,H,W",
            split = ",",
            defaultValue = "400,512,512",
            description = "Voxels of the large scan (default: ${DEFAULT-VALUE}, for which the budgets are).")
    private List<Integer> size;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "5",
            description = "The least of so many counts (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(names = "--browser", paramLabel = "FILE", description = "A Chromium (default: the system's).")
    private Path program;

    /** The answer. @param size of the large scan */
    record Report(List<Integer> size, int repeats, List<Budget> budgets, boolean held) {}

    @Override
    public Integer call() throws InterruptedException {
        Size3 extent = Inputs.size3(spec, "--size", size);
        if (repeats < 1 || repeats > MOST_REPEATS) {
            throw new ParameterException(spec.commandLine(), "--repeats: 1 to " + MOST_REPEATS + " are possible");
        }
        try (Temporary folder = new Temporary();
                Chromium browser = Chromium.start(Optional.ofNullable(program));
                LocalStack stack = LocalStack.start(
                        new DataFolder(folder.path().resolve("data")),
                        StackPorts.of(0, 0),
                        Map.of(),
                        output.console())) {
            List<Budget> budgets = measure(browser, stack, new LargeScan(extent, SEED), folder.path());
            boolean held = budgets.stream().allMatch(Budget::isHeld);
            output.console().result(new Report(size, repeats, budgets, held));
            if (!output.console().isJson()) {
                print(budgets);
            }
            return held ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<Budget> measure(Chromium browser, LocalStack stack, LargeScan scan, Path folder)
            throws InterruptedException, IOException {
        IngestClient ingest = new IngestClient(stack.ports().address(ServiceKind.INGEST));
        String sample = sample(ingest);
        output.console().progress("Making a large scan ...");
        String large = large(ingest, scan, folder);
        ConsoleBench bench = new ConsoleBench(browser, stack.ports().address(ServiceKind.CONSOLE), repeats);
        List<Budget> budgets = new ArrayList<>();
        output.console().progress("Opening pages ...");
        budgets.add(Budget.of("scripts, packed", bench.packedScriptBytes(sample) / 1e3, SCRIPTS_KB, "kB"));
        budgets.add(Budget.of("first paint", bench.firstPaintMs(), FIRST_PAINT_MS, "ms"));
        ConsoleBench.Opened small = bench.open(sample);
        budgets.add(Budget.of("sample scan to its picture", small.ms(), SAMPLE_MS, "ms"));
        ConsoleBench.Opened whole = bench.open(large);
        budgets.add(Budget.of("large scan to its picture", whole.ms(), LARGE_MS, "ms"));
        budgets.add(Budget.of("step from slice to slice", bench.stepMs(large), STEP_MS, "ms"));
        double voxelBytes = (double) scan.voxels() * BYTES_PER_VOXEL;
        whole.peakBytes()
                .flatMap(peak -> small.peakBytes().map(without -> (peak - without) / voxelBytes))
                .ifPresent(times -> budgets.add(Budget.of(
                        "memory beside the sample's, values and labels", times, TIMES_VOXELS, "x their bytes")));
        return budgets;
    }

    private static String sample(IngestClient ingest) throws InterruptedException {
        DatasetFolder samples = DatasetFolder.read(Installation.samples(), Optional.empty());
        CaseFiles files = samples.cases().getFirst();
        ingest.define(samples.definition());
        return taken(ingest, samples.definition().name(), files.images(), files.labels());
    }

    private static String large(IngestClient ingest, LargeScan scan, Path folder)
            throws InterruptedException, IOException {
        String dataset = "large";
        Map<Integer, String> classes =
                Map.of(0, "background", 1, "a", 2, "b", 3, "c", 4, "d", 5, "e", 6, "f", 7, "g", 8, "h");
        ingest.define(new DatasetDefinition(dataset, List.of("CT"), classes).zScoredAt(new Spacing(4, 4, 4)));
        return taken(
                ingest,
                dataset,
                List.of(scan.image(folder.resolve("image.nii.gz"))),
                Optional.of(scan.labels(folder.resolve("labels.nii.gz"))));
    }

    /** When all is over with it: preparation beside a browser would be measured as well. */
    private static String taken(IngestClient ingest, String dataset, List<Path> images, Optional<Path> labels)
            throws InterruptedException {
        String scanId = ingest.upload(dataset, images, labels).scanId();
        ingest.awaitEnd(scanId, Waiting.upTo(PATIENCE));
        return scanId;
    }

    private void print(List<Budget> budgets) {
        Table table = new Table("measure", "taken", "allowed", "", "of it");
        for (Budget budget : budgets) {
            table.row(
                    budget.measure(),
                    figure(budget.taken()),
                    figure(budget.allowed()),
                    budget.unit(),
                    "%.0f %%%s".formatted(100 * budget.ratio(), budget.isHeld() ? "" : ": too much"));
        }
        output.console().say(table.toString());
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    /** A folder that goes when it is closed. */
    private record Temporary(Path path) implements AutoCloseable {
        Temporary() throws IOException {
            this(Files.createTempDirectory("e2enet-console"));
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
