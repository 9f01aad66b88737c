package org.e2enet.standalone.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.e2enet.testkit.Patience;

/** Programs of others that tests with the tag {@code peers} run. */
public final class Peers {
    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/bin"));

    private Peers() {}

    /** @throws IllegalStateException that names the Debian package where the program is not installed */
    public static Path program(String name, String debianPackage) {
        return require(FOLDERS.stream().map(folder -> folder.resolve(name)), name, debianPackage);
    }

    /** As {@link #program}, for a file that a program loads. */
    public static Path file(Path file, String debianPackage) {
        return require(Stream.of(file), file.toString(), debianPackage);
    }

    /** @return the folder whose {@code node_modules} has the npm package; {@code -Dpeers.npm} names another than target/peers */
    public static Path npm(String npmPackage) {
        Path folder = Path.of(System.getProperty("peers.npm", "../target/peers"));
        if (!Files.isDirectory(folder.resolve("node_modules").resolve(npmPackage))) {
            throw new IllegalStateException(
                    npmPackage + " is not installed: npm install --prefix target/peers " + npmPackage);
        }
        return folder;
    }

    private static Path require(Stream<Path> places, String what, String debianPackage) {
        return places.filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(what + " is not installed: apt-get install " + debianPackage));
    }

    /** Runs a program to its end, which must be a good one. */
    public static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(Patience.LONG) || process.exitValue() != 0) {
            throw new IllegalStateException(command.getFirst() + ": " + said);
        }
    }
}
