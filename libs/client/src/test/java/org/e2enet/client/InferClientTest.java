package org.e2enet.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.e2enet.client.FakeService.Answer;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferClientTest {
    private static final String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final Waiting PATIENT = Waiting.upTo(Duration.ofMinutes(5));

    @TempDir
    private Path folder;

    @Test
    void shouldFollowEventsAndTakeUpWhereTheConnectionBroke() throws Exception {
        String result = new String(EventJson.write(done()), StandardCharsets.UTF_8);
        String queued = event("a-1", "\"queued\", \"place\": 2");
        String running = event("a-2", "\"running\", \"windowsDone\": 3, \"windowsTotal\": 8");
        String completed = event("a-3", "\"completed\", \"result\": " + result);
        try (FakeService service = new FakeService(state("\"queued\"")).streaming(queued + running, completed)) {
            List<String> passed = new ArrayList<>();

            PredictionCompleted done = new InferClient(service.address())
                    .awaitEnd("p1", PATIENT, state -> passed.add(state.state() + state.windowsDone()));

            assertEquals(done(), done);
            assertEquals(List.of("null", "a-2"), service.lastEventIds);
            assertEquals(
                    List.of("queuednull", "queuednull", "running3", "queuednull", "completednull"),
                    passed,
                    "the state is asked for once per connection, all else is told");
        }
    }

    @Test
    void shouldSeeAnEndFromBeforeItListened() throws Exception {
        String result = new String(EventJson.write(done()), StandardCharsets.UTF_8);
        try (FakeService service = new FakeService(state("\"completed\", \"result\": " + result)).streaming("")) {
            assertEquals(done(), new InferClient(service.address()).awaitEnd("p1", PATIENT, state -> {}));
        }
    }

    @Test
    void shouldNotWaitForWhatWasCancelled() throws Exception {
        try (FakeService service = new FakeService(state("\"running\"")).streaming(event("a-1", "\"cancelled\""), "")) {
            InferClient client = new InferClient(service.address());

            FaultException ended =
                    assertThrows(FaultException.class, () -> client.awaitEnd("p1", PATIENT, state -> {}));

            assertEquals("CLI-215", ended.fault().code());
        }
    }

    @Test
    void shouldThrowTheFaultOfAFailedPrediction() throws Exception {
        Answer failed = state(
                "\"failed\", \"fault\": {\"code\": \"INF-203\", \"what\": \"w\", \"where\": \"s\", \"mend\": \"m\"}");
        try (FakeService service = new FakeService(failed)) {
            InferClient client = new InferClient(service.address());

            FaultException failure =
                    assertThrows(FaultException.class, () -> client.awaitEnd("p1", PATIENT, state -> {}));

            assertEquals("INF-203", failure.fault().code());
        }
    }

    /** As a service that gave up on a stalled upload ends: who calls again on CLI-204 does so then, too. */
    @Test
    void shouldTakeAnEmptyAnswerForNone() throws Exception {
        try (FakeService service = new FakeService(new Answer(200, "application/json", new byte[0]))) {
            InferClient client = new InferClient(service.address());

            FaultException empty = assertThrows(FaultException.class, () -> client.prediction("p1"));

            assertEquals("CLI-204", empty.fault().code());
        }
    }

    @Test
    void shouldWriteASegmentationWholeOrNotAtAll() throws Exception {
        Path target = Files.writeString(folder.resolve("old.nii.gz"), "older result");
        try (FakeService service = new FakeService(
                new Answer(200, "application/gzip", "abX".getBytes(StandardCharsets.US_ASCII)),
                Answer.json(500, "{}"),
                new Answer(200, "application/gzip", "abc".getBytes(StandardCharsets.US_ASCII)))) {
            InferClient client = new InferClient(service.address());

            FaultException damaged = assertThrows(FaultException.class, () -> client.segmentation(done(), target));
            assertEquals("CLI-212", damaged.fault().code());
            assertThrows(FaultException.class, () -> client.segmentation(done(), target));
            assertEquals("older result", Files.readString(target));

            client.segmentation(done(), target);
            assertArrayEquals("abc".getBytes(StandardCharsets.US_ASCII), Files.readAllBytes(target));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(target), left.toList());
        }
    }

    private static String event(String id, String state) {
        return "id:" + id + "\nevent:prediction\ndata:{\"predictionId\": \"p1\", \"state\": " + state + "}\n\n";
    }

    private static Answer state(String state) {
        return Answer.json(200, "{\"predictionId\": \"p1\", \"state\": " + state + "}");
    }

    private static PredictionCompleted done() {
        return new PredictionCompleted(
                "p1",
                "s1",
                "d",
                "m1",
                "brain",
                new ObjectRef("store:objects/" + SHA_256_OF_ABC, SHA_256_OF_ABC, 3, "application/gzip"),
                new PredictionCompleted.Provenance(
                        SHA_256_OF_ABC, SHA_256_OF_ABC, "sparse", Map.of(), 8, Map.of(), 1, List.of(), Map.of()));
    }
}
