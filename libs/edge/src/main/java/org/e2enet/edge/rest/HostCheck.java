package org.e2enet.edge.rest;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.e2enet.edge.EdgeConfig;
import org.e2enet.edge.EdgeFaults;

/**
 * Serves requests that name this machine as their host: loopback names, its own name, the address the request came to, and
 * {@code edge.hosts}. Otherwise a page of any site could have its name point here and read everything (DNS rebinding).
 */
@Singleton
final class HostCheck implements RequestCheck {
    private static final int MISDIRECTED = 421;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final Set<String> allowed = new TreeSet<>(LOOPBACK);

    @Inject
    HostCheck(EdgeConfig config) {
        this(config.hosts().orElse(List.of()), ownName());
    }

    HostCheck(List<String> configured, String ownName) {
        configured.forEach(host -> allowed.add(normal(host)));
        allowed.add(normal(ownName));
    }

    @Override
    public Optional<Refusal> check(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        String own =
                request.localAddress() == null ? null : request.localAddress().hostAddress();
        // HTTP/1.0 may name no host (compose's health check); a browser always does.
        return authority == null || isAllowed(authority.host(), own)
                ? Optional.empty()
                : Optional.of(new Refusal(MISDIRECTED, EdgeFaults.foreignHost()));
    }

    boolean isAllowed(String host, String ownAddress) {
        String name = normal(host);
        return allowed.contains(name) || (ownAddress != null && name.equals(normal(ownAddress)));
    }

    @Override
    public int order() {
        return 0;
    }

    private static String normal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        int zone = name.indexOf('%');
        name = zone < 0 ? name : name.substring(0, zone);
        return name.equals("0:0:0:0:0:0:0:1") ? "::1" : name;
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }
}
