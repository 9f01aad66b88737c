package org.e2enet.ingest.upload;

import java.nio.file.Path;
import java.util.List;

/**
 * A scan as it lies on disk after its upload.
 *
 * @param images in channel order
 * @param labels or null
 * @param predictWith alias of a model, or null
 */
record ScanFiles(List<Path> images, Path labels, String predictWith) {
    ScanFiles {
        images = List.copyOf(images);
    }
}
