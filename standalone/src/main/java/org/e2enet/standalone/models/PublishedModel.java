package org.e2enet.standalone.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.events.CheckpointPublished;
import org.e2enet.events.EventJson;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.store.FileStore;

/** Models that training published into a stack's store. */
public final class PublishedModel {
    private static final String FOLDER = "models";
    private static final String ENDING = ".json";
    private static final int SHOWN = 10;

    private PublishedModel() {}

    /**
     * The file with a model's weights, to be read only.
     *
     * @throws FaultException CLI-304 when the store has no such model
     */
    public static Path weights(DataFolder data, String modelId) {
        CheckpointPublished published = find(data, modelId);
        return new FileStore(data.store()).localFile(published.weights());
    }

    /**
     * What training published of a model.
     *
     * @throws FaultException CLI-304 when the store has no such model
     */
    public static CheckpointPublished find(DataFolder data, String modelId) {
        if (!modelId.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || !Files.isDirectory(data.store())) {
            throw unknown(modelId, List.of());
        }
        FileStore store = new FileStore(data.store());
        return store.find(FOLDER + "/" + modelId + ENDING)
                .map(json -> EventJson.read(json, CheckpointPublished.class))
                .orElseThrow(() -> unknown(modelId, known(store)));
    }

    private static List<String> known(FileStore store) {
        return store.list(FOLDER).stream()
                .map(name -> name.substring(FOLDER.length() + 1, name.length() - ENDING.length()))
                .limit(SHOWN)
                .toList();
    }

    private static FaultException unknown(String modelId, List<String> known) {
        String mend = known.isEmpty()
                ? "Train one first, or name the data folder of its stack with --data."
                : "Name one of " + String.join(", ", known) + ", or a checkpoint file.";
        return new Fault("CLI-304", "neither a published model nor a file", modelId, mend).exception();
    }
}
