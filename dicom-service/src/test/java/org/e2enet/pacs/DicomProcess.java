package org.e2enet.pacs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.e2enet.contract.EventJson;
import org.e2enet.testkit.ServiceProcess;

/** The packaged service as a child process, as production runs it. */
final class DicomProcess implements AutoCloseable {
    private final ServiceProcess service;

    private DicomProcess(ServiceProcess service) {
        this.service = service;
    }

    /** @param folder for store, vault and log */
    static DicomProcess start(
            String bootstrapServers, Path folder, URI archive, URI ingest, Map<String, String> settings)
            throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("STORE_DIRECTORY", folder.resolve("store").toString());
        environment.put("DICOM_VAULT", folder.resolve("vault").toString());
        environment.put("DICOM_INGEST", ingest.toString());
        environment.put("DICOM_ARCHIVES_MAIN_URL", archive.toString());
        environment.put("DICOM_POLL", "100ms");
        environment.put("DICOM_PAUSES", "200ms,200ms,200ms,200ms,200ms,200ms,500ms,500ms");
        environment.put("DICOM_ANSWER_LIMIT", "2s");
        environment.put("DICOM_TRANSFER_LIMIT", "3s");
        environment.put("DICOM_INCOMPLETE_PATIENCE", "1s");
        environment.putAll(settings);
        return new DicomProcess(
                ServiceProcess.start(log(folder), environment, "-Xmx384m").awaitReady());
    }

    static Path log(Path folder) {
        return folder.resolve("dicom.log");
    }

    HttpResponse<String> get(String path) throws IOException {
        return service.get(path);
    }

    JsonNode json(String path) throws IOException {
        return EventJson.mapper().readTree(get(path).body());
    }

    HttpResponse<String> post(String path) throws IOException {
        return service.send(path, HttpRequest.newBuilder().POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> put(String path, String json) throws IOException {
        return service.send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json)));
    }

    /** SIGKILL: no chance to tidy up. */
    void kill() throws InterruptedException {
        service.kill();
    }

    @Override
    public void close() {
        service.close();
    }
}
