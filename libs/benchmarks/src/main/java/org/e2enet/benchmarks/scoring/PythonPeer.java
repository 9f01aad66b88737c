package org.e2enet.benchmarks.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.imaging.distance.Lattice;
import org.e2enet.scoring.evaluation.LabelGrid;

/**
 * DeepMind's surface-distance on the same label maps: Dice, NSD at 1 mm and HD95 of every class. The package is the user's: it is asked
 * for, never shipped.
 */
public final class PythonPeer {
    private final Path packages;

    /** @param packages folder that holds the Python package {@code surface_distance} */
    public PythonPeer(Path packages) {
        this.packages = packages;
    }

    /** What Python said: seconds, mean Dice, mean NSD. */
    public record Answer(double seconds, double meanDice, double meanNsd) {}

    /** @return empty when Python, SciPy or the package is not there */
    public Optional<Answer> run(ScoringBenchmark cases, int classes) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("e2enet-bench");
            try {
                write(folder.resolve("truth"), cases.truth());
                write(folder.resolve("prediction"), cases.prediction());
                Path script = folder.resolve("peer.py");
                try (InputStream in = PythonPeer.class.getResourceAsStream("peer.py")) {
                    Files.copy(in, script);
                }
                return ask(folder, script, cases.truth().lattice(), classes);
            } finally {
                remove(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Optional<Answer> ask(Path folder, Path script, Lattice grid, int classes)
            throws IOException, InterruptedException {
        ProcessBuilder python = new ProcessBuilder(
                "python3",
                script.toString(),
                folder.toString(),
                String.valueOf(grid.nz()),
                String.valueOf(grid.ny()),
                String.valueOf(grid.nx()),
                String.valueOf(grid.zMm()),
                String.valueOf(grid.yMm()),
                String.valueOf(grid.xMm()),
                String.valueOf(classes));
        python.environment().put("PYTHONPATH", packages.toAbsolutePath().toString());
        Process process = python.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        if (process.waitFor() != 0) {
            return Optional.empty();
        }
        String[] figures = said.split(" ");
        return Optional.of(new Answer(
                Double.parseDouble(figures[0]), Double.parseDouble(figures[1]), Double.parseDouble(figures[2])));
    }

    private static void write(Path file, LabelGrid grid) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(grid.labels().length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(grid.labels());
        Files.write(file, bytes.array());
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
