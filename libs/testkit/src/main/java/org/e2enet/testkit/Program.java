package org.e2enet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A main class in a JVM of its own: what a test measures there, no other test has a part in, neither in the heap nor in what the
 * compiler learned. It has the test's class path, and nothing of its system properties.
 */
public final class Program {
    private Program() {}

    /**
     * Runs to the end.
     *
     * @return the lines it printed
     * @throws AssertionError if it ends with another status than 0, with what it told on standard error
     */
    public static List<String> run(Class<?> main, List<String> flags, Object... arguments)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("program", ".txt");
        try {
            Process process = new ProcessBuilder(Stream.of(
                                    Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")),
                                    flags.stream(),
                                    Stream.of("-cp", System.getProperty("java.class.path"), main.getName()),
                                    Stream.of(arguments))
                            .flatMap(words -> words)
                            .map(Object::toString)
                            .toList())
                    .redirectError(errors.toFile())
                    .start();
            List<String> lines;
            try (var printed = process.inputReader(UTF_8)) {
                lines = printed.lines().toList();
            }
            if (process.waitFor() != 0) {
                throw new AssertionError(main.getSimpleName() + " ended with status " + process.exitValue() + ": "
                        + Files.readString(errors));
            }
            return lines;
        } finally {
            Files.delete(errors);
        }
    }
}
