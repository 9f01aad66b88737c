package org.e2enet.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Lists documents. A name that ends as documents do is believed unseen: looking at each of many thousand files takes longest. */
final class DocumentFolder {
    private static final String ENDING = ".json";

    private final Path root;
    private final Consumer<String> strangers;
    private final List<String> names = new ArrayList<>();

    /** @param strangers told the names of files that cannot be documents, without the characters that names may not have */
    DocumentFolder(Path root, Consumer<String> strangers) {
        this.root = root;
        this.strangers = strangers;
    }

    /** Names below a folder relative to the root, sorted. */
    List<String> list(Path folder) throws IOException {
        collect(folder);
        Collections.sort(names);
        return names;
    }

    private void collect(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = root.relativize(entry).toString();
                boolean possible = DocumentName.isPossible(name);
                if (possible && name.endsWith(ENDING)) {
                    names.add(name);
                } else if (Files.isDirectory(entry)) {
                    collect(entry);
                } else if (possible) {
                    names.add(name);
                } else if (!DocumentName.isMark(name)) {
                    strangers.accept(DocumentName.shown(name));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException absent) {
            // Nothing was ever written there, or it has just been removed.
        }
    }
}
