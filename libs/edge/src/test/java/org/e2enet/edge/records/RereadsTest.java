package org.e2enet.edge.records;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.faults.Fault;
import org.e2enet.store.StoreFaults;
import org.junit.jupiter.api.Test;

class RereadsTest {
    private final Rereads rereads = new Rereads();

    @Test
    void shouldReadAPlaceAgainButNotForEver() {
        for (int n = 0; n < Rereads.MOST; n++) {
            assertTrue(rereads.isDue(unread("objects/a")), "time " + n);
        }
        assertFalse(rereads.isDue(unread("objects/a")), "it stays unreadable");
        assertTrue(rereads.isDue(unread("objects/b")), "each place by itself");
        assertTrue(rereads.isDue(unread("objects/a")), "and the next record that needs it");
    }

    @Test
    void shouldLeaveAllElseToTheRecord() {
        assertFalse(rereads.isDue(EdgeFaults.badJson("not JSON")));
    }

    private static Fault unread(String place) {
        return StoreFaults.notRead(place, new IOException("the line broke"));
    }
}
