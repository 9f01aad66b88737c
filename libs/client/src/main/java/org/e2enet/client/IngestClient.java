package org.e2enet.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ScanNormalized;

/** ingest-service: data sets and scans. Thread safe. */
public final class IngestClient {
    private final Rest rest;

    /** Of a service that asks nobody for a login. */
    public IngestClient(URI address) {
        this(address, Pass.NONE);
    }

    /** @param pass what lets its calls in */
    public IngestClient(URI address, Pass pass) {
        this.rest = new Rest(address, pass);
    }

    /** Names of all data sets, sorted. */
    public List<String> datasets() throws InterruptedException {
        return rest.list("/datasets", String.class);
    }

    /** @throws org.e2enet.faults.FaultException ING-101 when there is none of that name */
    public DatasetDefinition dataset(String name) throws InterruptedException {
        return rest.get("/datasets/" + Rest.segment(name), DatasetDefinition.class);
    }

    public void define(DatasetDefinition definition) throws InterruptedException {
        rest.put("/datasets/" + Rest.segment(definition.name()), definition, DatasetDefinition.class);
    }

    /** A data set's scans and where each stands. */
    public List<ScanState> scans(String dataset) throws InterruptedException {
        return rest.list("/datasets/" + Rest.segment(dataset) + "/scans", ScanState.class);
    }

    /** What a data set's labelled scans became, for planning: sizes, spacings, fingerprints. */
    public List<ScanNormalized> labelled(String dataset) throws InterruptedException {
        return rest.list("/datasets/" + Rest.segment(dataset) + "/labelled", ScanNormalized.class);
    }

    public ScanState scan(String scanId) throws InterruptedException {
        return rest.get("/scans/" + Rest.segment(scanId), ScanState.class);
    }

    /**
     * Returns when the files are safe in the store; normalisation follows.
     *
     * @param images one file per channel in the data set's order, or one with all; each holds its voxels itself
     */
    public Receipt upload(String dataset, List<Path> images, Optional<Path> labels) throws InterruptedException {
        return upload(dataset, images, labels, Optional.empty());
    }

    /** As {@link #upload(String, List, Optional)}. @param subject pseudonym of the person the scan shows */
    public Receipt upload(String dataset, List<Path> images, Optional<Path> labels, Optional<String> subject)
            throws InterruptedException {
        return upload(dataset, images, labels, subject, Optional.empty());
    }

    /** As {@link #upload(String, List, Optional, Optional)}. @param predictWith alias of the model that is to segment it */
    public Receipt upload(
            String dataset,
            List<Path> images,
            Optional<Path> labels,
            Optional<String> subject,
            Optional<String> predictWith)
            throws InterruptedException {
        Multipart form = new Multipart();
        subject.ifPresent(person -> form.field("subject", person));
        images.forEach(image -> form.file("image", image));
        labels.ifPresent(file -> form.file("labels", file));
        predictWith.ifPresent(alias -> form.field("predictWith", alias));
        return rest.upload("/datasets/" + Rest.segment(dataset) + "/scans", form, Receipt.class);
    }

    /** Returns when the scan is normalised or rejected, with which of them it is. */
    public ScanState awaitEnd(String scanId, Waiting waiting) throws InterruptedException {
        return waiting.until("end of the scan's preparation", scanId, () -> Optional.of(scan(scanId))
                .filter(ScanState::isEnded));
    }

    /** Gives a scan labels, or corrected ones; returns when it is prepared with them, and its predictions are scored from now on. */
    public ScanState label(String scanId, Path labels) throws InterruptedException {
        Multipart form = new Multipart();
        form.file("labels", labels);
        return rest.replace("/scans/" + Rest.segment(scanId) + "/labels", form, ScanState.class);
    }

    /** Removes a scan and all that was made from it. */
    public void delete(String scanId) throws InterruptedException {
        rest.delete("/scans/" + Rest.segment(scanId));
    }

    /** What is stored how long, as docs/retention.md says. */
    public JsonNode retention() throws InterruptedException {
        return rest.get("/retention", JsonNode.class);
    }

    /** Says how long what belongs to a data set is kept. @param rule days by kind */
    public JsonNode retention(String dataset, JsonNode rule) throws InterruptedException {
        return rest.put("/datasets/" + Rest.segment(dataset) + "/retention", rule, JsonNode.class);
    }

    /** Holds a scan, so that nothing removes it. @param reason why, without names */
    public JsonNode hold(String scanId, String reason) throws InterruptedException {
        return rest.put("/scans/" + Rest.segment(scanId) + "/hold", Map.of("reason", reason), JsonNode.class);
    }

    /** Lifts a hold. */
    public void release(String scanId) throws InterruptedException {
        rest.delete("/scans/" + Rest.segment(scanId) + "/hold");
    }

    /**
     * What ingest-service answered to an upload.
     *
     * @param status where the scan stood before it, {@code RECEIVED} for a new one
     * @param duplicate whether the same files were there already
     */
    public record Receipt(String scanId, ScanState.Stage status, boolean duplicate) {
        /** Whether there was nothing left to do: a scan that was rejected before is worked on again. */
        public boolean isDone() {
            return duplicate && status == ScanState.Stage.NORMALIZED;
        }
    }
}
