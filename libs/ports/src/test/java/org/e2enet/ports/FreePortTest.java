package org.e2enet.ports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortTest {
    private static final int FIRST_OF_OUTGOING_CONNECTIONS = 32_768;
    private static final int MANY = 400;

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

    /** By chance alone two that take 400 each of 17,000 have nine in common, and none once in ten thousand times. */
    @Test
    void shouldGiveNoPortToTwoProcessesAlthoughNeitherListens() throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taker.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = other.inputReader()) {
            Set<Integer> given = new HashSet<>();
            for (int n = 0; n < MANY; n++) {
                given.add(Integer.valueOf(lines.readLine()));
                given.add(FreePort.take());
            }
            assertEquals(2 * MANY, given.size(), "some were given to both");
        } finally {
            other.destroyForcibly();
        }
    }

    /** Takes ports and holds them until it is ended. */
    static final class Taker {
        private Taker() {}

        public static void main(String[] arguments) throws IOException {
            for (int n = 0; n < MANY; n++) {
                System.out.println(FreePort.take());
            }
            System.in.read();
        }
    }
}
