package org.e2enet.edge.trust;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.e2enet.edge.EdgeConfig;

/**
 * Whom this service trusts when it calls another: the JDK's authorities, and those in {@code edge.trust}. Set for the whole process
 * before its first call; Kafka's clients have settings of their own.
 */
@Startup(1)
@Singleton
public final class Trust {
    private final Optional<TrustManager> manager;

    @Inject
    Trust(EdgeConfig config) throws GeneralSecurityException {
        manager = config.trust().map(TrustFile::new);
        if (manager.isPresent()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager.get()}, null);
            SSLContext.setDefault(context);
        }
    }

    /** For clients that do not take the process's; empty for the JDK's authorities alone. */
    public Optional<TrustManager> manager() {
        return manager;
    }
}
