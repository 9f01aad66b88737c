package org.e2enet.standalone.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.TreeMap;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.Description;

/**
 * What a stack knows of a model besides its checkpoint, as documents within an exported file: so that the file alone segments as
 * the stack does.
 *
 * @param definition of the data set that the model learned from; empty in files from elsewhere
 * @param reference what is usual for the model; empty in older files
 */
public record ServedParts(
        Optional<DatasetDefinition> definition, PostProcessing postProcessing, Optional<QualityReference> reference) {
    private static final String DEFINITION = "definition";
    private static final String POST_PROCESSING = "postProcessing";
    private static final String REFERENCE = "reference";

    public static ServedParts of(Checkpoint checkpoint) {
        return new ServedParts(
                read(checkpoint, DEFINITION, DatasetDefinition.class),
                read(checkpoint, POST_PROCESSING, PostProcessing.class).orElse(PostProcessing.NONE),
                read(checkpoint, REFERENCE, QualityReference.class));
    }

    /** The checkpoint with what was published of it. */
    static Checkpoint within(Checkpoint checkpoint, CheckpointPublished published) {
        Description before = checkpoint.description();
        TreeMap<String, JsonNode> documents = new TreeMap<>(before.documents());
        documents.put(DEFINITION, EventJson.mapper().valueToTree(published.definition()));
        if (published.postProcessing() != null) {
            documents.put(POST_PROCESSING, EventJson.mapper().valueToTree(published.postProcessing()));
        }
        if (published.reference() != null) {
            documents.put(REFERENCE, EventJson.mapper().valueToTree(published.reference()));
        }
        Description description = new Description(
                before.plan(),
                before.recipe() == null ? published.recipe() : before.recipe(),
                before.iteration(),
                before.costs(),
                before.scores(),
                before.random(),
                documents);
        return new Checkpoint(
                description,
                checkpoint.weights(),
                checkpoint.topology(),
                checkpoint.optimizer(),
                checkpoint.exploration(),
                checkpoint.probe());
    }

    private static <T> Optional<T> read(Checkpoint checkpoint, String name, Class<T> type) {
        return Optional.ofNullable(checkpoint.description().documents().get(name))
                .map(json -> EventJson.mapper().convertValue(json, type));
    }
}
