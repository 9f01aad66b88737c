package org.e2enet.edge.trust;

import io.quarkus.runtime.Startup;
import io.quarkus.tls.TlsConfiguration;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.e2enet.client.tls.CallingTls;
import org.e2enet.edge.EdgeConfig;

/**
 * Whom this service trusts when it calls others, and the certificate that it shows: {@code edge.trust}, {@code edge.certificate},
 * {@code edge.key}. Set for the whole process before its first call; Kafka's clients have settings of their own.
 */
@Startup(1)
@Singleton
public final class Trust {
    private final CallingTls tls;

    @Inject
    Trust(EdgeConfig config) {
        tls = CallingTls.of(config.trust(), config.certificate(), config.key());
        tls.makeDefault();
    }

    /** For clients of Vert.x, which do not take the process's. */
    public HttpClientOptions givenTo(HttpClientOptions options) {
        tls.trust().map(TrustOptions::wrap).ifPresent(options::setTrustOptions);
        tls.key().map(KeyCertOptions::wrap).ifPresent(options::setKeyCertOptions);
        return options;
    }

    /** For clients of Quarkus; empty where nothing is set. */
    public Optional<TlsConfiguration> configuration() {
        return tls.isOwn() ? Optional.of(new CallingConfiguration(tls)) : Optional.empty();
    }
}
