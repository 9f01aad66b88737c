package org.e2enet.ingest.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.edge.EdgeFaults;

/**
 * A scan as it lies on disk after its upload, every file whole by itself. Closing it removes the files that were made of others.
 *
 * @param images in channel order
 * @param labels or null
 * @param predictWith alias of a model, or null
 * @param subject pseudonym of the person it shows, or null
 * @param made those of the files that were put together here
 */
public record ScanFiles(List<Path> images, Path labels, String predictWith, String subject, List<Path> made)
        implements AutoCloseable {
    public ScanFiles {
        images = List.copyOf(images);
        made = List.copyOf(made);
    }

    @Override
    public void close() {
        remove(made);
    }

    static void remove(List<Path> files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException failure) {
                throw EdgeFaults.unexpected("uploaded file").exception(failure);
            }
        }
    }
}
