package org.e2enet.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.e2enet.contract.ObjectRef;
import org.e2enet.files.AtomicFiles;

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
    private final boolean writable;

    /**
     * Opens a store to read and write. Folders are made when something is first written, so that a full or missing disk is told
     * by what needs it, and heals when it comes back; what a crash left unfinished a day ago is removed.
     *
     * @param root directory of the store
     */
    public FileStore(Path root) {
        this(root, Files::newOutputStream, true);
    }

    /** @param sink how files are opened for writing: tests let it fail as a full disk does */
    FileStore(Path root, AtomicFiles.Sink sink) {
        this(root, sink, true);
    }

    private FileStore(Path root, AtomicFiles.Sink sink, boolean writable) {
        this.objects = root.resolve("objects");
        this.documents = root.resolve("documents");
        Path temporary = root.resolve("tmp");
        this.files = new AtomicFiles(temporary, sink);
        this.writable = writable;
        if (writable) {
            Orphans.remove(temporary, ORPHAN_AGE);
        }
    }

    /** Opens a store to read: nothing in the directory is made, changed or removed. Writing is {@code STO-203}. */
    public static FileStore readOnly(Path root) {
        return new FileStore(root, Files::newOutputStream, false);
    }

    @Override
    public ObjectRef put(InputStream content, String mediaType, long limitBytes) {
        return put(mediaType, out -> copy(content, out, limitBytes));
    }

    @Override
    public ObjectRef put(String mediaType, ContentWriter writer) {
        requireWritable("object");
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
    public Optional<Space> space() {
        Path there = objects.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            java.nio.file.FileStore disk = Files.getFileStore(there);
            return Optional.of(new Space(disk.getTotalSpace(), disk.getUsableSpace()));
        } catch (IOException failure) {
            throw StoreFaults.notRead(there.toString(), failure).exception(failure);
        }
    }

    @Override
    public boolean contains(ObjectRef ref) {
        return Files.isRegularFile(path(ref));
    }

    @Override
    public void remove(ObjectRef ref) {
        requireWritable(ref.uri());
        try {
            Files.deleteIfExists(path(ref));
        } catch (IOException failure) {
            throw StoreFaults.notWritten(ref.uri(), failure).exception(failure);
        }
    }

    @Override
    public Set<ObjectRef> removeUnless(Set<ObjectRef> refs, UnaryOperator<Set<ObjectRef>> wanted) {
        requireWritable("objects");
        try (SetAside aside = new SetAside(files::fresh)) {
            for (ObjectRef ref : refs) {
                aside.take(ref, path(ref));
            }
            return aside.removeAllBut(wanted.apply(aside.refs()));
        } catch (IOException failure) {
            throw StoreFaults.notWritten("objects", failure).exception(failure);
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
        requireWritable(name);
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
    public List<String> list(String folder, Consumer<String> strangers) {
        try {
            return new DocumentFolder(documents, strangers).list(document(folder));
        } catch (IOException failure) {
            throw StoreFaults.notRead(folder, failure).exception(failure);
        }
    }

    @Override
    public Optional<Instant> changedAt(String name) {
        try {
            return Optional.of(Files.getLastModifiedTime(document(name)).toInstant());
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failure) {
            throw StoreFaults.notRead(name, failure).exception(failure);
        }
    }

    @Override
    public void remove(String name) {
        requireWritable(name);
        try {
            Files.deleteIfExists(document(name));
        } catch (IOException failure) {
            throw StoreFaults.notWritten(name, failure).exception(failure);
        }
    }

    private void requireWritable(String place) {
        if (!writable) {
            throw StoreFaults.readOnly(place).exception();
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
}
