package org.e2enet.standalone.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    @Test
    void shouldDoToAStackOfItsOwnWhatNeedsNoOthers() {
        try (Surroundings none = Surroundings.of(Map.of())) {
            assertEquals(Disturbance.ALONE, none.possible());
            assertEquals(
                    EnumSet.of(Disturbance.BUCKET_AWAY, Disturbance.BUCKET_BUSY, Disturbance.DATABASE_AWAY),
                    none.impossible());
            assertEquals(Map.of(), none.settings());
        }
    }

    @Test
    void shouldReachBucketAndDatabaseOverWaysThatCanBeCut() {
        try (Surroundings both = Surroundings.of(Map.of(
                "STORE_URI", "s3://bucket/prefix",
                "STORE_S3_ENDPOINT", "http://127.0.0.1:9000",
                "METRICS_DATABASE_URL", "jdbc:postgresql://localhost:5432/scores?user=e2enet"))) {
            assertEquals(EnumSet.of(Disturbance.STORE_AWAY), both.impossible());
            assertEquals(
                    Map.of(
                            "STORE_S3_ENDPOINT",
                            "http://127.0.0.1:" + both.bucket().orElseThrow().port(),
                            "METRICS_DATABASE_URL",
                            "jdbc:postgresql://127.0.0.1:"
                                    + both.database().orElseThrow().port() + "/scores?user=e2enet"),
                    both.settings());
        }
    }

    @Test
    void shouldLeaveAloneWhatIsReachedByItsName() {
        try (Surroundings secure = Surroundings.of(Map.of(
                "STORE_URI", "s3://bucket/prefix",
                "STORE_S3_ENDPOINT", "https://s3.example.org:9000",
                "METRICS_DATABASE_URL", "jdbc:h2:file:/tmp/scores"))) {
            assertEquals(Map.of(), secure.settings());
            assertTrue(secure.impossible().contains(Disturbance.STORE_AWAY), "its folder has copies alone");
            assertTrue(secure.impossible().contains(Disturbance.BUCKET_AWAY));
            assertTrue(secure.impossible().contains(Disturbance.DATABASE_AWAY));
        }
    }
}
