package org.e2enet.standalone.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
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
     * The model of an id, or else the one that an alias means.
     *
     * @throws FaultException CLI-304 when the store has no such model
     */
    public static CheckpointPublished find(DataFolder data, String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || !Files.isDirectory(data.store())) {
            throw unknown(name, List.of());
        }
        FileStore store = FileStore.readOnly(data.store());
        return byId(store, name)
                .or(() -> store.find("aliases/" + name + ENDING)
                        .map(json -> EventJson.read(json, ModelPromoted.class))
                        .flatMap(promoted -> byId(store, promoted.modelId())))
                .orElseThrow(() -> unknown(name, known(store)));
    }

    /**
     * The file with a model's weights, to be read only.
     *
     * @throws FaultException CLI-304 when the store has no such model
     */
    public static Path weights(DataFolder data, String name) {
        return FileStore.readOnly(data.store()).localFile(find(data, name).weights());
    }

    private static Optional<CheckpointPublished> byId(FileStore store, String modelId) {
        return store.find(FOLDER + "/" + modelId + ENDING).map(json -> EventJson.read(json, CheckpointPublished.class));
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
                : "Name one of " + String.join(", ", known) + ", or an alias of one.";
        return new Fault("CLI-304", "no published model", modelId, mend).exception();
    }
}
