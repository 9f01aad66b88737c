package org.e2enet.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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
public final class FileStore implements Store, ObjectStore, DocumentStore, Inventory {
    /** Longer than the clock of any file system stands still between two ticks. */
    private static final Duration CLOCK_TICK = Duration.ofSeconds(2);

    private final Path root;
    private final Path documents;
    private final AtomicFiles files;
    private final AsideFolder aside;
    private final boolean writable;

    /**
     * Opens a store to read and write. Folders are made when something is first written, so that a full or missing disk is told
     * by what needs it, and heals when it comes back; what a crash left unfinished a day ago is removed, objects that it left aside are back.
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
        this.root = root;
        this.documents = root.resolve("documents");
        Path temporary = root.resolve("tmp");
        this.files = new AtomicFiles(temporary, sink);
        this.aside = new AsideFolder(root);
        this.writable = writable;
        if (writable) {
            Orphans.remove(temporary);
            aside.putBackLeft();
        }
    }

    /** Opens a store to read: nothing in the directory is made, changed or removed. Writing is {@code STO-203}. */
    public static FileStore readOnly(Path root) {
        return new FileStore(root, Files::newOutputStream, false);
    }

    @Override
    public ObjectStore objects() {
        return this;
    }

    @Override
    public DocumentStore documents() {
        return this;
    }

    @Override
    public Inventory inventory() {
        return this;
    }

    @Override
    public ObjectRef put(String mediaType, ContentWriter writer) {
        requireWritable("object");
        try (AtomicFiles.Pending pending = files.begin()) {
            HashingOutputStream hashed = new HashingOutputStream(pending.out());
            writer.writeTo(hashed);
            hashed.flush();
            ObjectRef ref = ObjectAddress.ref(hashed.sha256(), hashed.bytes(), mediaType);
            // Replaces an equal object, if there is one: costs nothing and heals a damaged one.
            pending.moveTo(path(ref));
            return ref;
        } catch (IOException failure) {
            throw StoreFaults.notWritten("object", failure).exception(failure);
        }
    }

    @Override
    public InputStream open(ObjectRef ref) {
        try {
            return new VerifyingInputStream(opened(ref), ref);
        } catch (NoSuchFileException absent) {
            throw StoreFaults.absent(ref).exception(absent);
        } catch (IOException failure) {
            throw StoreFaults.notRead(ref.uri(), failure).exception(failure);
        }
    }

    private InputStream opened(ObjectRef ref) throws IOException {
        try {
            return Files.newInputStream(path(ref));
        } catch (NoSuchFileException absent) {
            if (!writable) {
                throw absent;
            }
            aside.putBackLeft();
            return Files.newInputStream(path(ref));
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
        Path there = root.toAbsolutePath();
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
        return removeUnless(refs, Instant.MAX, wanted);
    }

    @Override
    public Set<ObjectRef> removeUnless(Set<ObjectRef> refs, Instant before, UnaryOperator<Set<ObjectRef>> wanted) {
        requireWritable("objects");
        aside.putBackLeft();
        try (SetAside taken = new SetAside(aside)) {
            for (ObjectRef ref : refs) {
                taken.take(ref, path(ref), before);
            }
            return taken.removeAllBut(wanted.apply(taken.refs()));
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
    public void forEachObject(Consumer<Stored> visitor) {
        try {
            ObjectFiles.walk(root.resolve(ObjectAddress.FOLDER), (file, attributes) -> {
                String sha256 =
                        file.getParent().getFileName() + file.getFileName().toString();
                if (ObjectAddress.isHash(sha256)) {
                    ObjectRef ref = ObjectAddress.ref(sha256, attributes.size(), "application/octet-stream");
                    visitor.accept(new Stored(ref, attributes.lastModifiedTime().toInstant()));
                }
            });
        } catch (IOException failure) {
            throw StoreFaults.notRead("objects", failure).exception(failure);
        }
    }

    @Override
    public void forEachDocument(Consumer<byte[]> visitor) {
        try {
            ObjectFiles.walk(documents, (file, attributes) -> {
                try {
                    visitor.accept(Files.readAllBytes(file));
                } catch (NoSuchFileException gone) {
                    // Removed since the folder was read.
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        } catch (IOException failure) {
            throw StoreFaults.notRead("documents", failure).exception(failure);
        } catch (UncheckedIOException failure) {
            throw StoreFaults.notRead("documents", failure.getCause()).exception(failure);
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
    public String revision(String folder) {
        Optional<Instant> changed = changedAt(folder);
        // A second change within a tick of the file system's clock would go unseen: what is young is never equal.
        boolean young = changed.filter(at -> at.isAfter(Instant.now().minus(CLOCK_TICK)))
                .isPresent();
        return changed.map(Instant::toString).orElse("none") + (young ? "/" + System.nanoTime() : "");
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
        return root.resolve(ObjectAddress.place(ref));
    }
}
