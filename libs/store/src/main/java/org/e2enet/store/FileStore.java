package org.e2enet.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.contract.ObjectRef;

/**
 * The store as a directory: {@code objects/ab/cdef…} and {@code documents/<name>}. Everything is written to {@code tmp/} first,
 * synced, then renamed, so a crash or a full disk leaves nothing torn. Processes may share the directory.
 */
public final class FileStore implements ObjectStore, DocumentStore {
    private static final String SCHEME = "store:objects/";

    /** No upload takes longer; older temporary files were left by a crash. */
    private static final Duration ORPHAN_AGE = Duration.ofHours(24);

    private final Path objects;
    private final Path documents;
    private final AtomicFiles files;

    /** @param root directory of the store; made if absent */
    public FileStore(Path root) {
        this(root, Files::newOutputStream);
    }

    /** @param sink how files are opened for writing: tests let it fail as a full disk does */
    FileStore(Path root, AtomicFiles.Sink sink) {
        this.objects = root.resolve("objects");
        this.documents = root.resolve("documents");
        Path temporary = root.resolve("tmp");
        this.files = new AtomicFiles(temporary, sink);
        try {
            Files.createDirectories(objects);
            Files.createDirectories(documents);
            Files.createDirectories(temporary);
            removeOrphans(temporary);
        } catch (IOException failure) {
            throw StoreFaults.notWritten("store directory", failure).exception(failure);
        }
    }

    @Override
    public ObjectRef put(InputStream content, String mediaType, long limitBytes) {
        return put(mediaType, out -> copy(content, out, limitBytes));
    }

    @Override
    public ObjectRef put(String mediaType, ContentWriter writer) {
        try (AtomicFiles.Pending pending = files.begin()) {
            HashingOutputStream hashed = new HashingOutputStream(pending.out());
            writer.writeTo(hashed);
            hashed.flush();
            String sha256 = hashed.sha256();
            ObjectRef ref = new ObjectRef(uri(sha256), sha256, hashed.bytes(), mediaType);
            // Replaces an equal object, if there is one: costs nothing and heals a damaged one.
            pending.moveTo(path(ref));
            return ref;
        } catch (IOException failure) {
            throw StoreFaults.notWritten("object", failure).exception(failure);
        }
    }

    private static void copy(InputStream content, OutputStream out, long limitBytes) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            bytes += read;
            if (bytes > limitBytes) {
                throw StoreFaults.overLimit(limitBytes).exception();
            }
            out.write(buffer, 0, read);
        }
    }

    @Override
    public InputStream open(ObjectRef ref) {
        try {
            return new VerifyingInputStream(Files.newInputStream(path(ref)), ref);
        } catch (NoSuchFileException absent) {
            throw StoreFaults.absent(ref).exception(absent);
        } catch (IOException failure) {
            throw StoreFaults.notRead(ref.uri(), failure).exception(failure);
        }
    }

    @Override
    public byte[] read(ObjectRef ref) {
        try (InputStream in = open(ref)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw StoreFaults.notRead(ref.uri(), failure).exception(failure);
        }
    }

    @Override
    public Path localFile(ObjectRef ref) {
        try (InputStream in = open(ref)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw StoreFaults.notRead(ref.uri(), failure).exception(failure);
        }
        return path(ref);
    }

    @Override
    public boolean contains(ObjectRef ref) {
        return Files.isRegularFile(path(ref));
    }

    @Override
    public void remove(ObjectRef ref) {
        try {
            Files.deleteIfExists(path(ref));
        } catch (IOException failure) {
            throw StoreFaults.notWritten(ref.uri(), failure).exception(failure);
        }
    }

    @Override
    public void publish(String name, byte[] content) {
        write(name, content, true);
    }

    @Override
    public boolean publishIfAbsent(String name, byte[] content) {
        return write(name, content, false);
    }

    private boolean write(String name, byte[] content, boolean replace) {
        Path target = document(name);
        try (AtomicFiles.Pending pending = files.begin()) {
            pending.out().write(content);
            if (replace) {
                pending.moveTo(target);
                return true;
            }
            return pending.linkTo(target);
        } catch (IOException failure) {
            throw StoreFaults.notWritten(name, failure).exception(failure);
        }
    }

    @Override
    public Optional<byte[]> find(String name) {
        try {
            return Optional.of(Files.readAllBytes(document(name)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failure) {
            throw StoreFaults.notRead(name, failure).exception(failure);
        }
    }

    @Override
    public List<String> list(String folder) {
        Path start = document(folder);
        try (Stream<Path> found = Files.walk(start)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> documents.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (IOException failure) {
            throw StoreFaults.notRead(folder, failure).exception(failure);
        }
    }

    @Override
    public void remove(String name) {
        try {
            Files.deleteIfExists(document(name));
        } catch (IOException failure) {
            throw StoreFaults.notWritten(name, failure).exception(failure);
        }
    }

    private Path document(String name) {
        return documents.resolve(DocumentName.checked(name));
    }

    private Path path(ObjectRef ref) {
        if (!ref.uri().equals(uri(ref.sha256()))) {
            throw StoreFaults.foreignAddress(ref).exception();
        }
        return objects.resolve(ref.sha256().substring(0, 2))
                .resolve(ref.sha256().substring(2));
    }

    private static String uri(String sha256) {
        return SCHEME + sha256.substring(0, 2) + "/" + sha256.substring(2);
    }

    private static void removeOrphans(Path temporary) throws IOException {
        FileTime oldest = FileTime.from(Instant.now().minus(ORPHAN_AGE));
        try (Stream<Path> left = Files.list(temporary)) {
            for (Path file : left.toList()) {
                removeIfOlder(file, oldest);
            }
        }
    }

    private static void removeIfOlder(Path file, FileTime oldest) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException renamed) {
            // Another process has just finished writing it.
        }
    }
}
