package org.e2enet.ingest.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.e2enet.imaging.formats.SingleFile;

/**
 * A file or folder that was put into a data set's folder of the inbox.
 *
 * @param folder the data set's: {@code DATASET}, or {@code DATASET@ALIAS} to be segmented by the model that an alias means
 */
record InboxEntry(Path folder, Path path) {
    private static final char WITH_MODEL = '@';

    /** What copying programs write to first. */
    private static final List<String> UNFINISHED = List.of(".part", ".partial", ".tmp", ".crdownload", ".filepart");

    /** All there are, in order of their names. */
    static List<InboxEntry> in(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(InboxEntry::counts)
                    .sorted(Comparator.comparing(Path::toString))
                    .map(path -> new InboxEntry(folder, path))
                    .toList();
        }
    }

    private static boolean counts(Path path) {
        return !path.getFileName().toString().startsWith(".") && !isUnfinished(path);
    }

    /** Whether a copying program still writes it. */
    static boolean isUnfinished(Path file) {
        String name = file.getFileName().toString();
        return UNFINISHED.stream().anyMatch(name::endsWith);
    }

    String dataset() {
        String name = folder.getFileName().toString();
        int at = name.indexOf(WITH_MODEL);
        return at < 0 ? name : name.substring(0, at);
    }

    Optional<String> alias() {
        String name = folder.getFileName().toString();
        int at = name.indexOf(WITH_MODEL);
        return at < 0 ? Optional.empty() : Optional.of(name.substring(at + 1));
    }

    /** The file beside a header that holds its voxels. */
    Optional<Path> voxels() {
        return Files.isRegularFile(path) ? SingleFile.voxelsOf(path) : Optional.empty();
    }

    /** Size and time of every file of it: unchanged from one look to the next, it is whole. */
    record State(TreeMap<String, String> files, long latestMillis, boolean unfinished) {}

    State state() throws IOException {
        EntryFiles below = EntryFiles.of(path);
        TreeMap<String, String> files = below.looks();
        long latest = below.latestMillis();
        boolean unfinished = below.isUnfinished();
        Optional<Path> voxels = voxels();
        if (voxels.isPresent()) {
            FileTime changed = Files.getLastModifiedTime(voxels.get());
            latest = Math.max(latest, changed.toMillis());
            files.put("voxels", Files.size(voxels.get()) + " " + changed);
        } else if (Files.isRegularFile(path) && SingleFile.isDetached(path)) {
            unfinished = true; // its voxels are still to come
        }
        return new State(files, latest, unfinished);
    }
}
