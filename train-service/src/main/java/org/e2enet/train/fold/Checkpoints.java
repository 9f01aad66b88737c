package org.e2enet.train.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.store.ObjectStore;
import org.e2enet.train.publish.Models;
import org.e2enet.training.run.RunCheckpoint;
import org.e2enet.training.run.RunState;

/** Keeps one resumable state per fold. */
@Singleton
public class Checkpoints {
    private final ObjectStore objects;
    private final Folds folds;

    Checkpoints(ObjectStore objects, Folds folds) {
        this.objects = objects;
        this.folds = folds;
    }

    /**
     * Stores a state, lets the fold's document point to it, then removes the one before: a crash between any two of these
     * leaves a state the document points to.
     */
    FoldDocument replace(FoldDocument before, TrainingProgressed progress, RunState state) {
        TrainingRequested request = before.request();
        ObjectRef stored = objects.put(
                SafetensorsWriter.MEDIA_TYPE,
                RunCheckpoint.of(state, request.plan(), request.recipe(), describing(request, progress))
                        .toSafetensors()::write);
        FoldDocument after = folds.publish(before.reached(progress, stored));
        if (before.state() != null && !before.state().equals(stored)) {
            objects.remove(before.state());
        }
        return after;
    }

    /** Equal states of two folds must not share an object: the first to go on would remove the other's. */
    private static Map<String, JsonNode> describing(TrainingRequested request, TrainingProgressed progress) {
        Map<String, JsonNode> documents = new HashMap<>(Models.trainedBy(progress));
        documents.put("fold", TextNode.valueOf(request.key()));
        return documents;
    }

    void remove(ObjectRef state) {
        objects.remove(state);
    }

    RunState read(ObjectRef ref) {
        try (SafetensorsFile file = SafetensorsFile.open(objects.localFile(ref))) {
            return RunCheckpoint.state(Checkpoint.read(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
