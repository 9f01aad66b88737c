package org.e2enet.client.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.e2enet.faults.FaultException;

/**
 * A certificate with those that lead to its authority, and its key, as they stand in PEM files. Immutable.
 *
 * @param chain the certificate itself first
 */
record KeyPem(X509Certificate[] chain, PrivateKey key) {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /** @throws FaultException EDG-120 when a file cannot be read, EDG-121 when the key is another's */
    static KeyPem read(Path certificate, Path key) {
        X509Certificate[] chain = chain(certificate);
        KeyPem read = new KeyPem(chain, key(key, chain[0].getPublicKey().getAlgorithm()));
        if (!read.fits()) {
            throw TlsFaults.otherKey(key).exception();
        }
        return read;
    }

    private static X509Certificate[] chain(Path file) {
        try {
            X509Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                    .toArray(X509Certificate[]::new);
            if (chain.length == 0) {
                throw TlsFaults.unread(file).exception();
            }
            return chain;
        } catch (IOException | GeneralSecurityException unreadable) {
            throw TlsFaults.unread(file).exception(unreadable);
        }
    }

    /** @param kind the certificate's; a key of another kind does not fit it */
    private static PrivateKey key(Path file, String kind) {
        try {
            Matcher pem = PRIVATE_KEY.matcher(Files.readString(file));
            if (!pem.find()) {
                throw TlsFaults.unread(file).exception();
            }
            return KeyFactory.getInstance(kind)
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
        } catch (InvalidKeySpecException ofAnotherKind) {
            throw TlsFaults.otherKey(file).exception(ofAnotherKind);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw TlsFaults.unread(file).exception(unreadable);
        }
    }

    /** What the key signs, the certificate confirms. */
    private boolean fits() {
        byte[] said = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(said);
            byte[] signed = signature.sign();
            signature.initVerify(chain[0].getPublicKey());
            signature.update(said);
            return signature.verify(signed);
        } catch (GeneralSecurityException unfit) {
            return false;
        }
    }
}
