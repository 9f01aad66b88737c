package org.e2enet.client.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.e2enet.faults.FaultException;

/**
 * How a process calls others over TLS.
 *
 * @param trust whom it trusts; empty for the JDK's authorities alone
 * @param key what it shows to who asks for a certificate; empty for nothing
 */
public record CallingTls(Optional<TrustFile> trust, Optional<KeyFiles> key) {
    /** A renewed certificate is shown as soon: a session goes on with the one that it began with. */
    private static final int SESSION_SECONDS = 60;

    /** @throws FaultException EDG-115, EDG-119, EDG-120 or EDG-121 where the files are of no use */
    public static CallingTls of(Optional<Path> trust, Optional<Path> certificate, Optional<Path> key) {
        if (certificate.isPresent() != key.isPresent()) {
            throw TlsFaults.half(certificate.isPresent() ? "edge.key" : "edge.certificate")
                    .exception();
        }
        return new CallingTls(
                trust.map(TrustFile::besideTheJdks), certificate.map(file -> new KeyFiles(file, key.orElseThrow())));
    }

    /** Whether anything is other than the JDK has it. */
    public boolean isOwn() {
        return trust.isPresent() || key.isPresent();
    }

    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    key.map(own -> new KeyManager[] {own}).orElse(null),
                    trust.map(own -> new TrustManager[] {own}).orElse(null),
                    null);
            context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** For all clients of this process that have no settings of their own, and are made from now on. */
    public void makeDefault() {
        if (isOwn()) {
            SSLContext.setDefault(context());
        }
    }
}
