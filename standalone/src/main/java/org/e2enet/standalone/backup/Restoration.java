package org.e2enet.standalone.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.files.AtomicFiles;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.FileTrees;

/**
 * Puts a backup back in two steps. First every file is copied and checked beside the others; then it is written down which backup lies there, and
 * what lies there is moved to its place. The folder of the first step is the mark that it is not done; a restore that was interrupted in the second goes on.
 */
final class Restoration {
    private final Path backup;
    private final Manifest manifest;
    private final Path root;
    private final DataFolder folder;
    private final Path unfinished;
    private final Path staged;
    private final Path journal;

    Restoration(Path backup, Manifest manifest, DataFolder folder) {
        this.backup = backup;
        this.manifest = manifest;
        this.folder = folder;
        this.root = folder.root();
        this.unfinished = folder.unfinishedRestore();
        this.staged = unfinished.resolve("files");
        this.journal = unfinished.resolve("moving");
    }

    /** Whether this backup was copied whole already. @throws FaultException CLI-117 where it was another one */
    boolean isStaged() throws IOException {
        if (!Files.exists(journal)) {
            return false;
        }
        if (!Files.readString(journal).equals(mark())) {
            throw folder.unfinished("call './e2enet restore' again with the backup that it began with")
                    .exception();
        }
        return true;
    }

    private String mark() throws IOException {
        return Manifest.hash(backup);
    }

    /** Copies and checks every file; where one is not as it should be, nothing stays. @throws FaultException CLI-113, CLI-116 */
    void stage() throws IOException {
        requireNothing();
        FileTrees.remove(unfinished);
        try {
            for (Manifest.Item item : manifest.files()) {
                copy(item, in(staged, item));
            }
        } catch (FaultException damaged) {
            FileTrees.remove(unfinished);
            throw damaged;
        }
        Files.createDirectories(unfinished);
        byte[] mark = mark().getBytes(StandardCharsets.US_ASCII);
        AtomicFiles.replace(journal, out -> out.write(mark));
    }

    /** Copies again what is not as it should be: a power cut may have taken the end of a file. */
    void check() throws IOException {
        for (Manifest.Item item : manifest.files()) {
            Path place = Files.exists(staged.resolve(top(item))) ? in(staged, item) : in(root, item);
            if (!Files.isRegularFile(place) || !CheckedCopy.hash(place).equals(item.sha256())) {
                Files.deleteIfExists(place);
                copy(item, place);
            }
        }
    }

    /** @throws FaultException CLI-116 where something lies in the way */
    void move() throws IOException {
        Set<String> tops = new TreeSet<>();
        manifest.files().forEach(item -> tops.add(top(item)));
        for (String top : tops) {
            Path from = staged.resolve(top);
            if (Files.exists(from)) {
                if (Files.exists(root.resolve(top))) {
                    throw somethingIsThere();
                }
                Files.move(from, root.resolve(top));
            }
        }
        // The mark goes at once: what is left of it is nobody's.
        Path done = root.resolve("restore.done");
        Files.move(unfinished, done);
        FileTrees.remove(done);
    }

    private Path in(Path folder, Manifest.Item item) {
        Path place = folder.resolve(item.path()).normalize();
        if (!place.startsWith(folder)) {
            throw Manifest.damaged(backup, "a file of it would lie outside: " + item.path());
        }
        return place;
    }

    private String top(Manifest.Item item) {
        return staged.relativize(in(staged, item)).getName(0).toString();
    }

    private void copy(Manifest.Item item, Path target) throws IOException {
        Path source = backup.resolve(item.path());
        if (!Files.isRegularFile(source)) {
            throw Manifest.damaged(backup, item.path() + " is missing");
        }
        if (!CheckedCopy.file(source, target).equals(item.sha256())) {
            throw Manifest.damaged(backup, item.path() + " was changed");
        }
    }

    private void requireNothing() throws IOException {
        Files.createDirectories(root);
        try (Stream<Path> there = Files.list(root)) {
            if (there.anyMatch(file -> !file.equals(unfinished))) {
                throw somethingIsThere();
            }
        }
    }

    private FaultException somethingIsThere() {
        return new Fault(
                        "CLI-116",
                        "the data folder holds something already",
                        root.toString(),
                        "Name another folder with --data, or move what is there away.")
                .exception();
    }
}
