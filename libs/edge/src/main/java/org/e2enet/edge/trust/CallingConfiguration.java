package org.e2enet.edge.trust;

import io.quarkus.tls.BaseTlsConfiguration;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import javax.net.ssl.SSLContext;
import org.e2enet.client.tls.CallingTls;

/** As Quarkus' registry wants it. Names of servers are checked, as without it. */
final class CallingConfiguration extends BaseTlsConfiguration {
    private final CallingTls tls;

    CallingConfiguration(CallingTls tls) {
        this.tls = tls;
    }

    @Override
    public String getName() {
        return "edge";
    }

    @Override
    public TrustOptions getTrustStoreOptions() {
        return tls.trust().map(TrustOptions::wrap).orElse(null);
    }

    @Override
    public KeyCertOptions getKeyStoreOptions() {
        return tls.key().map(KeyCertOptions::wrap).orElse(null);
    }

    @Override
    public SSLOptions getSSLOptions() {
        return new SSLOptions();
    }

    @Override
    public SSLContext createSSLContext() {
        return tls.context();
    }
}
