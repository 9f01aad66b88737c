package org.e2enet.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of this repository as they lie there. */
public final class Repository {
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern VERSION = Pattern.compile("<artifactId>e2enet</artifactId>\\s*<version>([\\d.]+)");

    private Repository() {}

    public static Path file(String path) {
        return ROOT.resolve(path);
    }

    public static String read(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Without those that are empty or a comment. */
    public static List<String> lines(String path) {
        return read(path)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** The version that is being made, as the root pom has it, without what marks a snapshot. */
    public static String version() {
        Matcher version = VERSION.matcher(read("pom.xml"));
        if (!version.find()) {
            throw new IllegalStateException("pom.xml names no version");
        }
        return version.group(1);
    }
}
