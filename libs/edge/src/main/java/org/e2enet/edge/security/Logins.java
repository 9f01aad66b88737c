package org.e2enet.edge.security;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.e2enet.edge.EdgeConfig;
import org.e2enet.edge.security.SecurityConfig.Mode;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether callers must be logged in. Decided at the start, which is refused where nobody said so. */
@Singleton
public final class Logins {
    private final boolean required;
    private final boolean pages;

    @Inject
    Logins(SecurityConfig config, @ConfigProperty(name = "quarkus.http.host") String host, EdgeConfig edge) {
        this.required = areRequired(config, host);
        this.pages = edge.pages();
    }

    public boolean areRequired() {
        return required;
    }

    /** Whether people open pages here, and log in for them. */
    public boolean arePagesServed() {
        return pages;
    }

    /** @throws org.e2enet.faults.FaultException SEC-201 or SEC-202 where the settings leave it open */
    static boolean areRequired(SecurityConfig config, String host) {
        Mode mode = config.mode().orElseGet(() -> {
            if (config.issuer().isEmpty() && !isLoopback(host)) {
                throw SecurityFaults.unsaid(host).exception();
            }
            return config.issuer().isPresent() ? Mode.OIDC : Mode.OFF;
        });
        if (mode == Mode.OIDC && config.issuer().isEmpty()) {
            throw SecurityFaults.noIssuer().exception();
        }
        return mode == Mode.OIDC;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
