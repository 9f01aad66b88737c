package org.e2enet.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.e2enet.faults.Fault;
import org.e2enet.store.StoreFaults;
import org.junit.jupiter.api.Test;

class EdgeFaultsTest {
    @Test
    void shouldKeepTheCauseOfAFailure() {
        Fault known = new Fault(StoreFaults.NOT_WRITTEN, "could not be written", "object", "Free space.");
        IOException io = new IOException("Input/output error");

        assertEquals(known, EdgeFaults.of(known.exception(), "train.fold"));
        assertEquals(
                StoreFaults.NOT_READ,
                EdgeFaults.of(new UncheckedIOException(io), "train.fold").code());
        Fault unforeseen = EdgeFaults.of(new IllegalStateException("a caller's text"), "train.fold");
        assertEquals(EdgeFaults.unexpected("train.fold"), unforeseen);
    }
}
