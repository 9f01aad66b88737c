package org.e2enet.bucket;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The server's class path: jars that lie in this module's. */
final class ServerJars {
    private static final String FOLDER = "server";

    private ServerJars() {}

    /** @param folder for what has to be unpacked */
    static String unpacked(Path folder) throws IOException {
        Path own = own();
        if (Files.isDirectory(own)) {
            return own + File.pathSeparator + own.resolve(FOLDER) + File.separator + "*";
        }
        try (FileSystem jar = FileSystems.newFileSystem(own);
                Stream<Path> files = Files.list(jar.getPath(FOLDER))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
        return own + File.pathSeparator + folder + File.separator + "*";
    }

    private static Path own() throws IOException {
        try {
            return Path.of(ServerJars.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }
}
