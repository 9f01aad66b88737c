package org.e2enet.console.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sample scan that the recorded answers tell of. */
final class Samples {
    static final String SCAN = "7e8f618038b4c692091c75dc7c6cb570";

    private static final Path FOLDER = Path.of("..", "samples", "hemispheres");

    private Samples() {}

    static byte[] image() {
        return read("imagesTs/right_mirrored_0000.nii.gz");
    }

    static byte[] labels() {
        return read("labelsTs/right_mirrored.nii.gz");
    }

    private static byte[] read(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
