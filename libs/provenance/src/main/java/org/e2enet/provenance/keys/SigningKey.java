package org.e2enet.provenance.keys;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.e2enet.files.AtomicFiles;
import org.e2enet.provenance.ProvenanceFaults;

/**
 * The installation's own Ed25519 key: a PEM file (PKCS #8) of its owner alone, such as {@code openssl genpkey -algorithm ed25519}
 * writes. Whoever has it can speak for the installation. Immutable.
 */
public final class SigningKey {
    /** A group may read it: that is how Kubernetes hands out secrets. */
    private static final Set<PosixFilePermission> FORBIDDEN = EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final PrivateKey key;
    private final TrustedKey publicKey;

    private SigningKey(PrivateKey key, TrustedKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /** @throws org.e2enet.faults.FaultException PRV-201 where the file is absent, no key, or open to others */
    public static SigningKey read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw ProvenanceFaults.badKey(file.toString(), "there is no file", null);
            }
            if (Files.getPosixFilePermissions(file).stream().anyMatch(FORBIDDEN::contains)) {
                throw ProvenanceFaults.badKey(file.toString(), "others may read or change the file", null);
            }
            List<Pem> blocks = Pem.all(Files.readString(file, StandardCharsets.ISO_8859_1)).stream()
                    .filter(block -> block.label().equals(Pem.PRIVATE_KEY))
                    .toList();
            if (blocks.size() != 1) {
                throw ProvenanceFaults.badKey(
                        file.toString(), "it has " + blocks.size() + " private keys, one is wanted", null);
            }
            return of(blocks.getFirst());
        } catch (IOException failure) {
            throw ProvenanceFaults.badKey(file.toString(), "the file cannot be read", failure);
        } catch (GeneralSecurityException | IllegalArgumentException other) {
            throw ProvenanceFaults.badKey(file.toString(), "no Ed25519 key", other);
        }
    }

    /** As {@link #read}; where there is no file, one with a fresh key is made, once whoever else is about to make it. */
    public static SigningKey readOrMake(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file.toAbsolutePath());
            }
        } catch (IOException failure) {
            throw ProvenanceFaults.badKey(file.toString(), "the file cannot be written", failure);
        } catch (GeneralSecurityException impossible) {
            throw noEd25519(impossible);
        }
        return read(file);
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        KeyPair fresh = KeyPairGenerator.getInstance(TrustedKey.ALGORITHM).generateKeyPair();
        String pem = new Pem(Pem.PRIVATE_KEY, fresh.getPrivate().getEncoded()).text();
        try (AtomicFiles.Pending pending = new AtomicFiles(file.getParent(), SigningKey::ofOwner).begin()) {
            pending.out().write(pem.getBytes(StandardCharsets.US_ASCII));
            // Of somebody who was faster holds as well.
            pending.linkTo(file);
        }
    }

    /** Others may read nothing of it, from the first moment on. */
    private static OutputStream ofOwner(Path file) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(
                        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
        return Files.newOutputStream(file);
    }

    static SigningKey of(Pem block) throws GeneralSecurityException {
        PrivateKey key =
                KeyFactory.getInstance(TrustedKey.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(block.der()));
        byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow(GeneralSecurityException::new);
        return new SigningKey(key, publicKeyOf(seed));
    }

    /** The JDK offers the public half only to whoever makes a key: it is made again, from the same seed. */
    private static TrustedKey publicKeyOf(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(TrustedKey.ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new GivenSeed(seed));
        return new TrustedKey(generator.generateKeyPair().getPublic());
    }

    public TrustedKey publicKey() {
        return publicKey;
    }

    /** 64 bytes; the same for the same bytes. */
    public byte[] sign(byte[] bytes) {
        try {
            Signature signer = Signature.getInstance(TrustedKey.ALGORITHM);
            signer.initSign(key);
            signer.update(bytes);
            return signer.sign();
        } catch (GeneralSecurityException impossible) {
            throw noEd25519(impossible);
        }
    }

    private static IllegalStateException noEd25519(Exception cause) {
        return new IllegalStateException("every Java runtime must have Ed25519", cause);
    }

    @Override
    public String toString() {
        return "SigningKey[" + publicKey.id() + "]";
    }
}
