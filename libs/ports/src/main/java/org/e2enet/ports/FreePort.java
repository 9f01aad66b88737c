package org.e2enet.ports;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Ports on the loopback address for what may stop and listen again on the same one. A port that the system gives (0) comes
 * out of the range that it takes outgoing connections' ports from (Linux: 32768 to 60999), so that on a busy machine a
 * stopped server's port is soon somebody's; these lie below. Thread safe.
 */
public final class FreePort {
    private static final int FIRST = 15_000;
    private static final int END = 32_000;
    private static final int TRIES = 1_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** One that nothing listens on, and that no other taker of this machine and user was given and still lives. */
    public static int take() {
        RandomGenerator random = RandomGenerator.getDefault();
        for (int n = 0; n < TRIES; n++) {
            int port = random.nextInt(FIRST, END);
            if (GIVEN.add(port) && PortLocks.lock(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("none of " + TRIES + " ports from " + FIRST + " on is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
