package org.e2enet.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.e2enet.client.FakeService.Answer;
import org.junit.jupiter.api.Test;

class AuditClientTest {
    @Test
    void shouldReadATrailThatGrowsWithEachReadingUpToWhereItEndedAtFirst() throws IOException, InterruptedException {
        // The last answer comes for ever: behind the end there is always another record.
        try (FakeService ingest = new FakeService(
                Answer.json(
                        200,
                        "[{\"partition\":0,\"offset\":3},{\"partition\":1,\"offset\":0},{\"partition\":2,\"offset\":2}]"),
                Answer.json(200, "[" + record(0, 0) + "," + record(0, 1) + "]"),
                Answer.json(200, "[" + record(0, 2) + "," + record(0, 3) + "]"),
                Answer.json(200, "[" + record(1, 0) + "," + record(2, 0) + "]"),
                Answer.json(200, "[" + record(2, 1) + "," + record(2, 2) + "," + record(2, 3) + "]"))) {
            List<String> all = new AuditClient(ingest.address(), Pass.NONE)
                    .all().stream()
                            .map(placed -> placed.partition() + ":" + placed.offset())
                            .toList();

            assertEquals(List.of("0:0", "0:1", "0:2", "2:0", "2:1"), all);
            assertEquals(
                    List.of(
                            "GET /audit/ends",
                            "GET /audit?partition=0&offset=0&limit=2000",
                            "GET /audit?partition=0&offset=2&limit=2000",
                            "GET /audit?partition=1&offset=0&limit=2000",
                            "GET /audit?partition=2&offset=1&limit=2000"),
                    ingest.calls);
        }
    }

    @Test
    void shouldReadNothingOfATrailWithoutRecords() throws IOException, InterruptedException {
        try (FakeService ingest = new FakeService(Answer.json(200, "[]"))) {
            assertEquals(List.of(), new AuditClient(ingest.address(), Pass.NONE).all());
        }
    }

    private static String record(int partition, int offset) {
        return "{\"partition\":" + partition + ",\"offset\":" + offset + "}";
    }
}
