package org.e2enet.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.e2enet.client.FakeService.Answer;
import org.e2enet.faults.FaultException;
import org.e2enet.ports.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestClientTest {
    private static final Waiting PATIENT = Waiting.upTo(Duration.ofMinutes(5));
    private static final Answer RECEIVED =
            Answer.json(200, "{\"scanId\": \"s1\", \"dataset\": \"d\", \"status\": \"received\", \"labelled\": false}");
    private static final Answer NORMALIZED = Answer.json(
            200,
            "{\"scanId\": \"s1\", \"dataset\": \"d\", \"status\": \"normalized\", \"labelled\": true, \"new\": 1}");

    @Test
    void shouldAskUntilTheScanHasEnded() throws Exception {
        try (FakeService service = new FakeService(RECEIVED, RECEIVED, NORMALIZED)) {
            ScanState end = new IngestClient(service.address()).awaitEnd("s1", PATIENT);

            assertEquals(ScanState.Stage.NORMALIZED, end.status());
            assertEquals(3, service.calls.size());
            assertEquals("GET /scans/s1", service.calls.getFirst());
        }
    }

    @Test
    void shouldTellTheFaultOfAProblemDocument() throws Exception {
        Answer problem = new Answer(
                422,
                "application/problem+json",
                "{\"type\": \"about:blank\", \"status\": 422, \"code\": \"IMG-102\", \"what\": \"no NIfTI\", \"where\": \"image\", \"mend\": \"Send one.\"}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        try (FakeService service = new FakeService(problem)) {
            FaultException refused =
                    assertThrows(FaultException.class, () -> new IngestClient(service.address()).dataset("a b"));

            assertEquals("IMG-102: no NIfTI [image]. Send one.", refused.fault().message());
            assertEquals("GET /datasets/a%20b", service.calls.getFirst());
        }
    }

    @Test
    void shouldTellTheStatusWhereThereIsNoProblemDocument() throws Exception {
        try (FakeService service = new FakeService(Answer.json(502, "<html>"))) {
            FaultException refused =
                    assertThrows(FaultException.class, () -> new IngestClient(service.address()).datasets());

            assertEquals("CLI-204", refused.fault().code());
            assertTrue(refused.fault().what().contains("502"), refused.fault()::what);
        }
    }

    @Test
    void shouldUploadChannelsAndLabelsUnderNeutralNames(@TempDir Path folder) throws Exception {
        Path image = Files.writeString(folder.resolve("Müller^Anna, 7.nii.gz"), "voxels");
        Path labels = Files.writeString(folder.resolve("labels of Anna.nii"), "classes");
        try (FakeService service = new FakeService(
                Answer.json(202, "{\"scanId\": \"s1\", \"status\": \"rejected\", \"duplicate\": true}"))) {
            IngestClient.Receipt receipt =
                    new IngestClient(service.address()).upload("d", List.of(image, image), Optional.of(labels));

            assertFalse(receipt.isDone(), "a scan that was rejected before is worked on again");
            String body = service.bodies.getFirst();
            assertEquals(
                    3,
                    body.split("name=\"image\"; filename=\"image.nii.gz\"|name=\"labels\"; filename=\"labels.nii\"")
                                    .length
                            - 1);
            assertTrue(body.contains("voxels") && body.contains("classes"), body);
            assertFalse(body.contains("Anna"), body);
        }
    }

    @Test
    void shouldWaitForAServiceThatIsStartedAgain() throws Exception {
        int port = FreePort.take();
        IngestClient client = new IngestClient(URI.create("http://localhost:" + port));
        FaultException away = assertThrows(FaultException.class, () -> client.scan("s1"));
        assertEquals("CLI-203", away.fault().code());

        CompletableFuture<ScanState> end = CompletableFuture.supplyAsync(() -> awaitEnd(client));
        try (FakeService service = new FakeService(port, RECEIVED, NORMALIZED)) {
            assertEquals(ScanState.Stage.NORMALIZED, end.join().status());
            assertFalse(service.calls.isEmpty());
        }
    }

    @Test
    void shouldEndTheWaitingWhenItsTimeIsOverOrNobodyIsLeftToAnswer() throws Exception {
        try (FakeService service = new FakeService(RECEIVED)) {
            IngestClient client = new IngestClient(service.address());

            FaultException late = assertThrows(
                    FaultException.class, () -> client.awaitEnd("s1", Waiting.upTo(Duration.ofMillis(50))));
            assertEquals("CLI-213", late.fault().code());
            assertEquals("s1", late.fault().where());
            Waiting dead = new Waiting(Duration.ofMinutes(5), () -> {
                throw new IllegalStateException("service died");
            });
            assertThrows(IllegalStateException.class, () -> client.awaitEnd("s1", dead));
        }
    }

    private static ScanState awaitEnd(IngestClient client) {
        try {
            return client.awaitEnd("s1", PATIENT);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
