package org.e2enet.pacs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
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
        // Tries are counted: an archive of this test's own that is slow on a busy machine must not cost one.
        environment.put("DICOM_ANSWER_LIMIT", "5s");
        environment.put("DICOM_TRANSFER_LIMIT", "5s");
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

    JsonNode json(HttpResponse<String> answer, int status) throws IOException {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return read(answer);
    }

    static JsonNode read(HttpResponse<String> answer) throws IOException {
        return EventJson.mapper().readTree(answer.body());
    }

    byte[] bytes(String path) throws IOException {
        HttpResponse<byte[]> answer = service.send(path, HttpRequest.newBuilder(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + new String(answer.body()));
        }
        return answer.body();
    }

    /** A form with files, all of them under the field {@code file}, and texts. */
    HttpResponse<String> form(String path, List<byte[]> files, Map<String, String> texts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        texts.forEach((name, value) -> body.writeBytes(
                ("--fence\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes()));
        for (byte[] file : files) {
            body.writeBytes(("--fence\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n"
                            + "Content-Type: application/octet-stream\r\n\r\n")
                    .getBytes());
            body.writeBytes(file);
            body.writeBytes("\r\n".getBytes());
        }
        body.writeBytes("--fence--\r\n".getBytes());
        return service.send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "multipart/form-data; boundary=fence")
                        .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    HttpResponse<String> post(String path, String json) throws IOException {
        return service.send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> delete(String path) throws IOException {
        return service.send(path, HttpRequest.newBuilder().DELETE());
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
