package org.e2enet.pacs.vault;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.e2enet.dicom.exchange.InstallationKey;
import org.e2enet.pacs.config.DicomConfig;

/**
 * The folder of this service alone, which nobody else may read: what it follows, what is under way, identifiers of series among it.
 * Names of files in it are pseudonyms. Thread safe; of one process.
 */
@Singleton
public final class Vault {
    private final Path root;
    private final InstallationKey key;

    @Inject
    Vault(DicomConfig config) {
        this(config.vault(), config.keyFile().orElse(config.vault().resolve("key")));
    }

    /** @throws org.e2enet.faults.FaultException DCM-701 where the key cannot be used, DCM-504 where the folder cannot */
    public Vault(Path root, Path keyFile) {
        this.root = root.toAbsolutePath();
        try {
            make(this.root);
            remove(transit());
            make(transit());
            clear(this.root.resolve("uploads"));
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
        this.key = InstallationKey.readOrMake(keyFile);
    }

    private static void make(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    public Path root() {
        return root;
    }

    public InstallationKey key() {
        return key;
    }

    /** Documents of one kind. */
    public <T> VaultFolder<T> folder(String name, Class<T> type, Function<T, String> id) {
        return new VaultFolder<>(folder(name), type, id);
    }

    public Path folder(String name) {
        Path folder = root.resolve(name);
        try {
            make(folder);
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
        return folder;
    }

    /** A fresh folder for files on their way; what a crash leaves in it is gone at the next start. */
    public Transit transit(String id) {
        try {
            return new Transit(Files.createTempDirectory(transit(), id + "-"));
        } catch (IOException failure) {
            throw VaultFaults.notUsable(failure);
        }
    }

    private Path transit() {
        return root.resolve("transit");
    }

    /** What a crash left of uploads; the folder stays, the server has made it already. */
    private static void clear(Path folder) throws IOException {
        make(folder);
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                remove(file);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Files on their way; closing removes them. */
    public record Transit(Path folder) implements AutoCloseable {
        @Override
        public void close() {
            try {
                remove(folder);
            } catch (IOException left) {
                throw VaultFaults.notUsable(left);
            }
        }
    }
}
