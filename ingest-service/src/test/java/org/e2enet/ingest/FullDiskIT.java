package org.e2enet.ingest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.EventJson;
import org.e2enet.store.FileStore;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service whose disk takes nothing more, and later does again. The kernel refuses its writes, wherever in the process they
 * come from, by the limit on the size of files that a process may be given while it runs; any user can do that to a process of his own.
 */
class FullDiskIT {
    private static final String NOTHING = "0";
    private static final String UNLIMITED = "unlimited";

    /** More than an upload and a document take here, less than a prepared scan. */
    private static final String LITTLE = String.valueOf(64 << 10);

    @TempDir
    Path folder;

    private ServiceProcess service;

    @Test
    void shouldSayThatTheDiskIsFullAndGoOnByItselfOnceThereIsSpace() throws Exception {
        Path store = folder.resolve("store");
        Map<String, String> settings = Map.of("STORE_DIRECTORY", store.toString(), "EDGE_LONGEST_PAUSE", "1s");
        try (EmbeddedKafka kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
                ServiceProcess started =
                        ServiceProcess.start(folder.resolve("ingest.log"), with(settings, kafka), "-Xmx256m")) {
            service = started.awaitReady();
            assertEquals(201, define().statusCode());
            Catalogue catalogue = new Catalogue(new FileStore(store));

            limitFiles(LITTLE);
            HttpResponse<String> taken = upload(NiftiBytes.ball(32, 1).packed());
            assertEquals(202, taken.statusCode(), taken::body);
            String waiting = json(taken).path("scanId").asText();
            await().atMost(Patience.LONG).until(() -> waitsFor("work", "STO-201"));

            limitFiles(NOTHING);
            await().atMost(Patience.LONG).until(() -> waitsFor("store", "STO-201"));
            HttpResponse<String> refused = upload(NiftiBytes.ball(32, 2).packed());
            assertEquals(507, refused.statusCode(), refused::body);
            assertEquals("STO-201", json(refused).path("code").asText());
            assertEquals(200, service.get("/q/health/live").statusCode());
            assertTrue(catalogue.scans().find(waiting).isEmpty());

            limitFiles(UNLIMITED);
            await().atMost(Patience.LONG)
                    .until(() -> catalogue.scans().find(waiting).isPresent());
            service.awaitReady();
            String second =
                    json(upload(NiftiBytes.ball(32, 2).packed())).path("scanId").asText();
            await().atMost(Patience.LONG)
                    .until(() -> catalogue.scans().find(second).isPresent());
        }
    }

    private static Map<String, String> with(Map<String, String> settings, EmbeddedKafka kafka) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        return all;
    }

    /** Lets the service write files up to so many bytes. What it has open stays open. */
    private void limitFiles(String bytes) throws Exception {
        Process prlimit = new ProcessBuilder(
                        "prlimit", "--pid", String.valueOf(service.pid()), "--fsize=" + bytes + ":")
                .inheritIO()
                .start();
        assertEquals(0, prlimit.waitFor(), "prlimit");
    }

    private boolean waitsFor(String check, String code) throws IOException {
        HttpResponse<String> ready = service.get("/q/health/ready");
        for (JsonNode one : json(ready).path("checks")) {
            if (one.path("name").asText().equals(check)) {
                return ready.statusCode() == 503 && one.path("data").toString().contains(code);
            }
        }
        return false;
    }

    private HttpResponse<String> define() throws IOException {
        return service.send(
                "/datasets/full",
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"channelNames\": [\"T1\"], \"targetSpacingMm\": [1, 1, 1]}")));
    }

    private HttpResponse<String> upload(byte[] image) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write("--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"scan.nii.gz\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        form.write(image);
        form.write("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        return service.send(
                "/datasets/full/scans",
                HttpRequest.newBuilder()
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofByteArray(form.toByteArray())));
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return EventJson.mapper().readTree(answer.body());
    }
}
