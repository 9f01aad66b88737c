package org.e2enet.standalone.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.standalone.client.Multipart;
import org.e2enet.standalone.client.ServiceClient;

/** Data sets and scans on their way into ingest-service. */
public final class Uploads {
    private final ServiceClient ingest;

    public Uploads(ServiceClient ingest) {
        this.ingest = ingest;
    }

    /**
     * What ingest-service answered to an upload.
     *
     * @param duplicate whether the same files were there already
     */
    public record Receipt(String scanId, boolean duplicate) {}

    public void define(DatasetDefinition definition) throws InterruptedException {
        ingest.put("/datasets/" + definition.name(), definition);
    }

    /** Returns when the files are safe in the store; normalisation follows. */
    public Receipt upload(String dataset, CaseFiles files) throws InterruptedException {
        Multipart form = new Multipart();
        files.images().forEach(image -> form.file("image", image));
        files.labels().ifPresent(labels -> form.file("labels", labels));
        JsonNode answer = ingest.upload("/datasets/" + dataset + "/scans", form);
        return new Receipt(
                answer.path("scanId").asText(), answer.path("duplicate").asBoolean());
    }
}
