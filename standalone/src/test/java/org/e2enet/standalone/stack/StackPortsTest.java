package org.e2enet.standalone.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;

class StackPortsTest {
    @Test
    void shouldPutServicesOnPortsInARow() {
        assertEquals(new StackPorts(29092, 8081, 8082, 8083, 8084, 0, 8080), StackPorts.of(29092, 8081));
    }

    @Test
    void shouldChooseDifferentFreePortsForZero() {
        StackPorts ports = StackPorts.of(0, 0);

        List<Integer> all =
                List.of(ports.kafka(), ports.ingest(), ports.train(), ports.infer(), ports.metrics(), ports.console());
        assertEquals(6, new HashSet<>(all).size());
        ports.requireFree();
    }

    @Test
    void shouldNameTheTakenPortAndTheOptionThatMovesIt() throws IOException {
        StackPorts free = StackPorts.of(0, 0);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StackPorts ports = new StackPorts(
                    free.kafka(), free.ingest(), taken.getLocalPort(), free.infer(), free.metrics(), 0, free.console());

            FaultException failure = assertThrows(FaultException.class, ports::requireFree);

            assertEquals("CLI-101", failure.fault().code());
            assertEquals("train-service", failure.fault().where());
            assertTrue(failure.fault().what().contains(String.valueOf(taken.getLocalPort())));
            assertTrue(failure.fault().mend().contains("--http-port"));
        }
    }
}
