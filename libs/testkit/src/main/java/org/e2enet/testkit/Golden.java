package org.e2enet.testkit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shipped figures of the reference code, by file name; {@code golden/README.md} says how each was made. */
public final class Golden {
    /** Every file of the set. */
    public static final List<String> FILES = List.of(
            "README.md",
            "forward_s122.io.safetensors",
            "forward_s122.weights.safetensors",
            "forward_s222.io.safetensors",
            "forward_s222.weights.safetensors",
            "metrics.json",
            "metrics_gt.nii.gz",
            "metrics_pred.nii.gz",
            "metrics_timing_python.json",
            "preproc.json",
            "preproc.safetensors",
            "slide.json",
            "slide.safetensors",
            "train.data.safetensors",
            "train.final.batchdice.safetensors",
            "train.final.sampledice.safetensors",
            "train.final.sampledice_maskedgrad_clip0.25.safetensors",
            "train.grad_step1_clipped.sampledice.safetensors",
            "train.init.safetensors",
            "train.json",
            "train.maskupdate.safetensors");

    private Golden() {}

    /** The caller closes the stream. */
    public static InputStream open(String file) {
        InputStream in = Golden.class.getResourceAsStream("/golden/" + file);
        if (in == null) {
            throw new UncheckedIOException(new FileNotFoundException("no golden file " + file));
        }
        return in;
    }

    /** Copies one file to a directory, for readers that want a path. */
    public static Path copy(String file, Path directory) {
        try (InputStream in = open(file)) {
            Path copy = directory.resolve(file);
            Files.copy(in, copy);
            return copy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Copies the whole set to a directory. */
    public static void copyAll(Path directory) {
        FILES.forEach(file -> copy(file, directory));
    }
}
