package org.e2enet.ingest.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.e2enet.contract.ObjectRef;
import org.junit.jupiter.api.Test;

class ScanIdsTest {
    private static final ObjectRef A = ref("a");
    private static final ObjectRef B = ref("b");

    @Test
    void shouldFollowFromContentsAndDataSetOnly() {
        String id = ScanIds.of("brain", List.of(A, B), null);

        assertTrue(id.matches("[0-9a-f]{32}"), id);
        assertEquals(id, ScanIds.of("brain", List.of(A, B), null));
        assertNotEquals(id, ScanIds.of("liver", List.of(A, B), null));
        assertNotEquals(id, ScanIds.of("brain", List.of(B, A), null), "channels have an order");
        assertNotEquals(id, ScanIds.of("brain", List.of(A), B), "a label file is no channel");
    }

    private static ObjectRef ref(String digit) {
        return new ObjectRef("store:objects/x", digit.repeat(64), 1, "application/gzip");
    }
}
