package org.e2enet.standalone.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.e2enet.client.InferClient;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.files.TemporaryFile;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.StackSession;

/**
 * A checkpoint that a call names: a file, or a model of a stack by id or alias.
 *
 * @param published what training said of it; empty for a file, which does not know its run
 */
public record PublishedModel(String name, Checkpoint checkpoint, Optional<CheckpointPublished> published) {
    /** A file needs no stack; a model comes from the stack that is up, else from one for the time of the call. */
    public static PublishedModel load(String name, DataFolder folder, Console console) throws InterruptedException {
        if (Files.isRegularFile(Path.of(name))) {
            return ofFile(name);
        }
        try (StackSession session = StackSession.open(folder, Map.of(), console)) {
            return load(name, session.infer());
        }
    }

    private static PublishedModel ofFile(String name) {
        return new PublishedModel(name, read(Path.of(name)), Optional.empty());
    }

    /** @throws org.e2enet.faults.FaultException INF-101 when there is neither such a file nor such a model */
    public static PublishedModel load(String name, InferClient infer) throws InterruptedException {
        if (Files.isRegularFile(Path.of(name))) {
            return ofFile(name);
        }
        CheckpointPublished published = infer.model(name);
        try (TemporaryFile weights = TemporaryFile.of("model", ".safetensors")) {
            infer.weights(published, weights.path());
            return new PublishedModel(name, read(weights.path()), Optional.of(published));
        }
    }

    private static Checkpoint read(Path file) {
        try {
            return Checkpoint.load(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
