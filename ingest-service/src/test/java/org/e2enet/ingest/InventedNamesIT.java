package org.e2enet.ingest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.DeadLetter;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;
import org.e2enet.testkit.HeardLog;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * What a caller made up may be a person's name. Names of files stay at the door; data sets, aliases and ids are told to whom they name
 * something to, and to no log, metric or fault.
 */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class InventedNamesIT {
    private static final String DATASET = "DOE-JOHN-19700101";
    private static final String FILE = "DOE-FILE-JOHN.nii.gz";
    private static final String RECEIVED = "e2enet.scans.received";
    private static final String REJECTED = "e2enet.scans.rejected";
    private static final byte[] IMAGE = NiftiBytes.ball(20, 71).packed();

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Catalogue catalogue;

    @Test
    void shouldLogCountAndBlameNoNameThatACallerMadeUp() {
        try (HeardLog log = new HeardLog();
                TopicProbe probe = new TopicProbe(bootstrapServers)) {
            IngestClient.define(DATASET);
            String scanId = upload(DATASET, IMAGE).statusCode(202).extract().path("scanId");
            ConsumerRecord<String, byte[]> received = of(probe, RECEIVED, scanId);
            of(probe, "e2enet.scans.normalized", scanId);

            upload(DATASET, new byte[] {1, 2, 3}).statusCode(422);
            upload("DOE-NOBODY", IMAGE).statusCode(404);
            putLabels(scanId, new byte[] {1, 2, 3}).statusCode(422);
            putLabels("DOE-NO-SCAN", IMAGE).statusCode(404);
            sendAs("DOE-DEADLY", received, probe, 3);
            sendAs("DOE-SOUND", received, probe, 0);
            probe.send(RECEIVED, "DOE-GARBAGE", "{\"patient\":\"DOE^JOHN\"".getBytes(StandardCharsets.UTF_8));

            ScanRejected rejected =
                    EventJson.read(of(probe, REJECTED, "DOE-DEADLY").value(), ScanRejected.class);
            assertEquals("ING-204", rejected.fault().code());
            of(probe, "e2enet.scans.normalized", "DOE-SOUND");
            List<ConsumerRecord<String, byte[]>> letters = Stream.of("DOE-DEADLY", "DOE-GARBAGE")
                    .map(key -> of(probe, RECEIVED + ".dlq", key))
                    .toList();
            for (String id : List.of("DOE-SOUND", "DOE-DEADLY", scanId)) {
                given().delete("/scans/" + id).then().statusCode(204);
            }
            await().atMost(Patience.LONG).until(() -> log.lines().stream().anyMatch(line -> line.contains("deleted")));

            assertTrue(log.lines().stream().anyMatch(line -> line.contains("normalised to")), "is heard");
            assertEquals(List.of(), named(log.lines().stream(), "DOE"));
            assertEquals(List.of(), named(given().get("/q/metrics").asString().lines(), "DOE"));
            assertEquals(List.of(), named(Stream.of(rejected.fault().message()), "DOE"));
            assertEquals(
                    List.of(),
                    named(letters.stream().map(letter -> TopicProbe.header(letter, DeadLetter.REASON)), "DOE"));
            for (String topic : List.of(RECEIVED, "e2enet.scans.normalized", REJECTED)) {
                assertEquals(
                        List.of(),
                        named(
                                probe.records(topic).stream()
                                        .map(record -> new String(record.value(), StandardCharsets.UTF_8)),
                                "DOE-FILE"),
                        topic);
            }
        }
    }

    private static List<String> named(Stream<String> lines, String name) {
        return lines.filter(line -> line.contains(name)).toList();
    }

    private static ValidatableResponse upload(String dataset, byte[] image) {
        return given().multiPart("image", FILE, image, "application/gzip")
                .multiPart("predictWith", "DOE-ALIAS")
                .post("/datasets/" + dataset + "/scans")
                .then();
    }

    private static ValidatableResponse putLabels(String scanId, byte[] labels) {
        return given().multiPart("labels", FILE, labels, "application/gzip")
                .put("/scans/" + scanId + "/labels")
                .then();
    }

    /** A record of a scan under an id of the sender's own, which ended the service some times. */
    private void sendAs(String scanId, ConsumerRecord<String, byte[]> received, TopicProbe probe, int deaths) {
        ScanReceived like = EventJson.read(received.value(), ScanReceived.class);
        ScanReceived own = new ScanReceived(
                scanId, like.dataset(), like.images(), null, null, like.receivedAt(), like.preparation(), null);
        catalogue.scans().put(own);
        for (int process = 0; process < deaths; process++) {
            catalogue.scans().begin(scanId); // and the process ends
        }
        probe.send(RECEIVED, scanId, EventJson.write(own));
    }

    private static ConsumerRecord<String, byte[]> of(TopicProbe probe, String topic, String key) {
        return probe.await(topic, record -> key.equals(record.key()), Patience.LONG);
    }
}
