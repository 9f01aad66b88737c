package org.e2enet.client.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the certificates of a PEM file, alone or beside the JDK's authorities. A file that has changed is read again at the next
 * connection; one that cannot be read then leaves those of before. Thread-safe.
 */
public final class TrustFile extends X509ExtendedTrustManager {
    private static final System.Logger LOG = System.getLogger(TrustFile.class.getName());

    private final Path file;
    private final boolean besideTheJdks;
    private FileTime readAt;
    private X509ExtendedTrustManager trusted;

    private TrustFile(Path file, boolean besideTheJdks) {
        this.file = file;
        this.besideTheJdks = besideTheJdks;
        try {
            readAt = Files.getLastModifiedTime(file);
            trusted = read();
        } catch (IOException | GeneralSecurityException unreadable) {
            throw TlsFaults.nobodyTrusted(file).exception(unreadable);
        }
    }

    /** For calls to others. @throws org.e2enet.faults.FaultException EDG-115 when the file cannot be read or holds no certificate */
    public static TrustFile besideTheJdks(Path file) {
        return new TrustFile(file, true);
    }

    /** For calls of others. @throws org.e2enet.faults.FaultException EDG-115 when the file cannot be read or holds no certificate */
    public static TrustFile alone(Path file) {
        return new TrustFile(file, false);
    }

    private synchronized X509ExtendedTrustManager now() {
        try {
            FileTime changedAt = Files.getLastModifiedTime(file);
            if (!changedAt.equals(readAt)) {
                trusted = read();
                readAt = changedAt;
                LOG.log(System.Logger.Level.INFO, "Certificates to trust are read again");
            }
        } catch (IOException | GeneralSecurityException unreadable) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}; those of before stay",
                    TlsFaults.nobodyTrusted(file).message());
        }
        return trusted;
    }

    private X509ExtendedTrustManager read() throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> own = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        if (own.isEmpty()) {
            throw new CertificateException("no certificate");
        }
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        if (besideTheJdks) {
            for (X509Certificate authority : manager(null).getAcceptedIssuers()) {
                all.setCertificateEntry("jdk-" + all.size(), authority);
            }
        }
        for (Certificate certificate : own) {
            all.setCertificateEntry("own-" + all.size(), certificate);
        }
        return manager(all);
    }

    /** @param certificates null for the JDK's authorities */
    private static X509ExtendedTrustManager manager(KeyStore certificates) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(certificates);
        return Stream.of(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new CertificateException("the JDK has no trust manager for X.509"));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        now().checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        now().checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        now().checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        now().checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        now().checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        now().checkServerTrusted(chain, type, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return now().getAcceptedIssuers();
    }
}
