package org.e2enet.edge.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.e2enet.edge.EdgeConfig;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.rest.RequestCheck.Refusal;

/** Holds users, and addresses where nobody is logged in, to {@code edge.calls}. Thread safe. */
@Singleton
public final class CallLimits {
    private static final int TOO_MANY = 429;
    private static final int MOST_REMEMBERED = 10_000;
    /** Who has one address of IPv6 has all with these bytes before. */
    private static final int NETWORK_BYTES = 8;

    private static final int LONG_ADDRESS_BYTES = 16;

    private final CallRate ofUsers;
    private final CallRate ofAddresses;

    @Inject
    CallLimits(EdgeConfig config) {
        this.ofUsers = new CallRate(config.calls().perUser(), MOST_REMEMBERED);
        this.ofAddresses = new CallRate(config.calls().perAddress(), MOST_REMEMBERED);
    }

    /** The refusal of one call more by somebody who is logged in. */
    Optional<Refusal> ofUser(SecurityIdentity who) {
        return refusal(ofUsers, who.getPrincipal().getName());
    }

    /** The refusal of one call more by nobody known. */
    public Optional<Refusal> ofAddress(HttpServerRequest request) {
        return ofAddresses.perMinute() == 0 || request.remoteAddress() == null
                ? Optional.empty()
                : refusal(ofAddresses, network(request.remoteAddress().hostAddress()));
    }

    static String network(String address) {
        try {
            // Digits and colons: no name is asked for.
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == LONG_ADDRESS_BYTES
                    ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException other) {
            return String.valueOf(address);
        }
    }

    private static Optional<Refusal> refusal(CallRate rate, String who) {
        Duration wait = rate.waitFor(who, System.nanoTime());
        return wait.isZero()
                ? Optional.empty()
                : Optional.of(new Refusal(TOO_MANY, EdgeFaults.tooManyCalls(rate.perMinute()), (int)
                        wait.plusMillis(999).toSeconds()));
    }
}
