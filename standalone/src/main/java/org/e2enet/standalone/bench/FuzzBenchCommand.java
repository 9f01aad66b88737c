package org.e2enet.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.e2enet.benchmarks.fuzz.FileFuzz;
import org.e2enet.benchmarks.fuzz.FuzzReport;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Progress;
import org.e2enet.standalone.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code e2enet bench fuzz}: damaged files of every format through the readers. */
@Command(
        name = "fuzz",
        description =
                "Damages files of every format (NIfTI, MetaImage, NRRD, DICOM, DICOM SEG) and reads them: each must be read, or "
                        + "refused with a code, in no time and within the memory its size is worth. Exit status 1 else.",
        footer = {"", "Example:", "  ./e2enet bench fuzz --inputs 1000000 --seed 7"})
public final class FuzzBenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(names = "--inputs", defaultValue = "100000", description = "Damaged files (${DEFAULT-VALUE}).")
    private long inputs;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed makes the same files (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        if (inputs < 1) {
            throw new ParameterException(spec.commandLine(), "--inputs: at least one is wanted, got " + inputs);
        }
        Console console = output.console();
        FuzzReport report;
        try (Progress progress = new Progress(console, "damaged files")) {
            Path folder = Files.createTempDirectory("e2enet-fuzz");
            try {
                report = FileFuzz.run(inputs, seed, folder, done -> progress.at(done, inputs));
            } finally {
                remove(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Table table = new Table("refused with", "inputs");
        report.refused().forEach(table::row);
        console.say(table.toString());
        console.say(String.format(
                Locale.ROOT,
                "%d inputs: %d read, %d refused, %d failures; at worst %.0f ms",
                report.inputs(),
                report.taken(),
                report.inputs() - report.taken() - report.failures().size(),
                report.failures().size(),
                report.worstMillis()));
        report.failures().forEach(console::say);
        console.result(report);
        return report.failures().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void remove(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
