package org.e2enet.provenance.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.e2enet.provenance.ProvenanceFaults;

/** A public Ed25519 key whose signatures count. Immutable. */
public final class TrustedKey {
    /** Of an id: SHA-256 in hex. */
    public static final int ID_DIGITS = 64;

    static final String ALGORITHM = "Ed25519";

    /** Of any file of keys; more is none. */
    private static final int MOST_BYTES = 1 << 20;

    private final PublicKey key;

    TrustedKey(PublicKey key) {
        this.key = key;
    }

    /**
     * All keys of a PEM file. A file of a private key stands for its public one.
     *
     * @return at least one
     * @throws org.e2enet.faults.FaultException PRV-201 when it has none
     */
    public static List<TrustedKey> read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw ProvenanceFaults.badKey(file.toString(), "there is no file", null);
            }
            if (Files.size(file) > MOST_BYTES) {
                throw ProvenanceFaults.badKey(file.toString(), "the file is too large to be one", null);
            }
            return parse(Files.readString(file, StandardCharsets.ISO_8859_1), file.toString());
        } catch (IOException failure) {
            throw ProvenanceFaults.badKey(file.toString(), "the file cannot be read", failure);
        }
    }

    private static List<TrustedKey> parse(String pem, String where) {
        List<TrustedKey> keys = new ArrayList<>();
        try {
            for (Pem block : Pem.all(pem)) {
                switch (block.label()) {
                    case Pem.PUBLIC_KEY ->
                        keys.add(new TrustedKey(
                                KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(block.der()))));
                    case Pem.PRIVATE_KEY -> keys.add(SigningKey.of(block).publicKey());
                    default -> {
                        // Certificates and the like may stand beside it.
                    }
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException other) {
            throw ProvenanceFaults.badKey(where, "no Ed25519 key", other);
        }
        if (keys.isEmpty()) {
            throw ProvenanceFaults.badKey(where, "no key in PEM form", null);
        }
        return keys;
    }

    /** SHA-256 of the key's DER form ({@code SubjectPublicKeyInfo}), 64 lower-case hex digits. */
    public String id() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }

    /** As PEM, for others. */
    public String pem() {
        return new Pem(Pem.PUBLIC_KEY, key.getEncoded()).text();
    }

    /** Whether this key's owner signed the bytes. */
    public boolean verifies(byte[] bytes, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(bytes);
            return verifier.verify(signature);
        } catch (GeneralSecurityException noSignature) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "TrustedKey[" + id() + "]";
    }
}
