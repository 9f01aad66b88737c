package org.e2enet.client.tls;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.e2enet.faults.FaultException;

/**
 * Shows the certificate of a PEM file, whose key is in another, to whom it calls. Files that have changed are read again at the next
 * connection; while they cannot be read or do not fit each other, those of before are shown. Thread-safe.
 */
public final class KeyFiles extends X509ExtendedKeyManager {
    private static final System.Logger LOG = System.getLogger(KeyFiles.class.getName());

    private final Path certificate;
    private final Path key;
    private List<FileTime> readAt;
    private int times;
    private KeyPem shown;
    /** Of a connection that chose before the files were read again. */
    private KeyPem before;

    /** @throws FaultException EDG-120 when a file cannot be read, EDG-121 when the key is another's */
    public KeyFiles(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
        try {
            readAt = changedAt();
        } catch (IOException unreadable) {
            readAt = List.of();
        }
        shown = KeyPem.read(certificate, key);
        before = shown;
    }

    private List<FileTime> changedAt() throws IOException {
        return List.of(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
    }

    private void readAgain() {
        try {
            List<FileTime> changedAt = changedAt();
            if (!changedAt.equals(readAt)) {
                KeyPem now = KeyPem.read(certificate, key);
                before = shown;
                shown = now;
                times++;
                readAt = changedAt;
                LOG.log(System.Logger.Level.INFO, "The certificate to show is read again");
            }
        } catch (IOException | FaultException unreadable) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}; that of before stays",
                    unreadable instanceof FaultException fault
                            ? fault.fault().message()
                            : TlsFaults.unread(certificate).message());
        }
    }

    /** The name of what is shown from now on, or null where it is of no use to the other side. */
    private synchronized String choose(String[] kinds, Principal[] authorities) {
        readAgain();
        boolean kind = Arrays.asList(kinds).contains(shown.key().getAlgorithm());
        boolean authority = authorities == null
                || authorities.length == 0
                || Arrays.stream(shown.chain())
                        .map(X509Certificate::getIssuerX500Principal)
                        .anyMatch(Arrays.asList(authorities)::contains);
        return kind && authority ? String.valueOf(times) : null;
    }

    private synchronized KeyPem named(String name) {
        return name.equals(String.valueOf(times)) ? shown : before;
    }

    @Override
    public String chooseClientAlias(String[] kinds, Principal[] authorities, Socket socket) {
        return choose(kinds, authorities);
    }

    @Override
    public String chooseEngineClientAlias(String[] kinds, Principal[] authorities, SSLEngine engine) {
        return choose(kinds, authorities);
    }

    @Override
    public String[] getClientAliases(String kind, Principal[] authorities) {
        String name = choose(new String[] {kind}, authorities);
        return name == null ? null : new String[] {name};
    }

    @Override
    public X509Certificate[] getCertificateChain(String name) {
        return named(name).chain().clone();
    }

    @Override
    public PrivateKey getPrivateKey(String name) {
        return named(name).key();
    }

    /** Servers have a certificate by other settings. */
    @Override
    public String chooseServerAlias(String kind, Principal[] authorities, Socket socket) {
        return null;
    }

    @Override
    public String[] getServerAliases(String kind, Principal[] authorities) {
        return null;
    }
}
