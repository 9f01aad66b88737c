package org.e2enet.edge.trust;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.TrustOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.e2enet.client.tls.TrustFile;
import org.e2enet.edge.EdgeConfig;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.rest.RequestCheck;
import org.e2enet.edge.security.AccessLine;
import org.e2enet.edge.security.AccessList;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where {@code edge.callers} is set, answers only who shows a certificate of an authority in it. TLS asks for one and ends with who
 * shows another's; who shows none is refused at the door, but for what needs no login either: probes and Prometheus have neither.
 */
@Singleton
public final class Callers implements HttpServerOptionsCustomizer, RequestCheck {
    private static final int FORBIDDEN = 403;

    private final Optional<TrustFile> authorities;
    private final AccessList list;

    @Inject
    Callers(EdgeConfig config, @ConfigProperty(name = "quarkus.application.name") String service) {
        authorities = config.callers().map(TrustFile::alone);
        list = AccessList.of(service);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        authorities.ifPresent(
                trusted -> options.setClientAuth(ClientAuth.REQUEST).setTrustOptions(TrustOptions.wrap(trusted)));
    }

    @Override
    public Optional<Refusal> check(HttpServerRequest request) {
        return authorities.isEmpty() || isOpen(request) || isShown(request.sslSession(), authorities.get())
                ? Optional.empty()
                : Optional.of(new Refusal(FORBIDDEN, EdgeFaults.noCertificate()));
    }

    private boolean isOpen(HttpServerRequest request) {
        return list.line(request.method().name(), request.path())
                .filter(AccessLine::open)
                .isPresent();
    }

    /** Asked for each call: connections stay open while certificates expire and authorities are taken out of the file. */
    private static boolean isShown(SSLSession session, TrustFile authorities) {
        if (session == null) {
            return false;
        }
        try {
            X509Certificate[] chain = Arrays.copyOf(
                    session.getPeerCertificates(), session.getPeerCertificates().length, X509Certificate[].class);
            authorities.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
            return true;
        } catch (SSLPeerUnverifiedException | CertificateException strange) {
            return false;
        }
    }

    /** Before all others. */
    @Override
    public int order() {
        return -1;
    }
}
