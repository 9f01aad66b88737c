package org.e2enet.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortTest {
    private static final int FIRST_OF_OUTGOING_CONNECTIONS = 32_768;

    @Test
    void shouldGivePortsThatNoOutgoingConnectionTakes() throws IOException {
        Set<Integer> given = new HashSet<>();
        for (int n = 0; n < 200; n++) {
            int port = FreePort.take();
            assertTrue(port < FIRST_OF_OUTGOING_CONNECTIONS, "port " + port);
            given.add(port);
        }
        assertEquals(200, given.size(), "one was given twice");
        try (ServerSocket socket = new ServerSocket(given.iterator().next(), 1, InetAddress.getLoopbackAddress())) {
            assertTrue(socket.isBound());
        }
    }
}
