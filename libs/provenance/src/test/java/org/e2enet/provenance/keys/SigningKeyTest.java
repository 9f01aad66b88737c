package org.e2enet.provenance.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.e2enet.provenance.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    private static final HexFormat HEX = HexFormat.of();

    /** What stands before the 32 bytes of an Ed25519 key in PKCS #8, and in SubjectPublicKeyInfo. */
    private static final String PRIVATE_DER = "302e020100300506032b657004220420";

    private static final String PUBLIC_DER = "302a300506032b6570032100";

    @TempDir
    private Path folder;

    /** RFC 8032, 7.1, test 2. */
    @Test
    void shouldSignAsThePublishedTestVector() throws Exception {
        String seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
        String publicKey = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
        String signature = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
        Path file = write("rfc.key", new Pem(Pem.PRIVATE_KEY, HEX.parseHex(PRIVATE_DER + seed)).text());

        SigningKey key = SigningKey.read(file);

        assertArrayEquals(HEX.parseHex(signature), key.sign(new byte[] {0x72}));
        assertEquals(
                new Pem(Pem.PUBLIC_KEY, HEX.parseHex(PUBLIC_DER + publicKey)).text(),
                key.publicKey().pem());
        assertTrue(key.publicKey().verifies(new byte[] {0x72}, HEX.parseHex(signature)));
        assertFalse(key.publicKey().verifies(new byte[] {0x73}, HEX.parseHex(signature)));
        assertFalse(key.publicKey().verifies(new byte[] {0x72}, new byte[3]), "no signature at all");
    }

    @Test
    void shouldMakeAKeyOfItsOwnerAloneOnceAndLeaveNothingBesideIt() throws IOException {
        Path file = folder.resolve("fresh/provenance.key");

        Set<String> ids = IntStream.range(0, 8)
                .parallel()
                .mapToObj(_ -> SigningKey.readOrMake(file).publicKey().id())
                .collect(Collectors.toSet());

        assertEquals(1, ids.size(), "whoever asks first makes it");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
        assertFalse(SigningKey.readOrMake(folder.resolve("other"))
                .publicKey()
                .id()
                .equals(ids.iterator().next()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw--w----", "rw----r--"})
    void shouldRefuseAKeyThatIsOpenToOthers(String permissions) throws IOException {
        Path file = folder.resolve("open.key");
        SigningKey.readOrMake(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        Refused.with("PRV-201", () -> SigningKey.readOrMake(file));
    }

    @Test
    void shouldRefuseWhatIsNoSuchKey() throws Exception {
        SigningKey key = SigningKey.readOrMake(folder.resolve("a.key"));
        String pem = Files.readString(folder.resolve("a.key"));
        byte[] rsa = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();

        Refused.with("PRV-201", () -> SigningKey.read(folder.resolve("absent")));
        Refused.with("PRV-201", () -> SigningKey.read(write("empty", "")));
        Refused.with("PRV-201", () -> SigningKey.read(write("cut", pem.substring(0, pem.length() / 2))));
        Refused.with("PRV-201", () -> SigningKey.read(write("two", pem + pem)));
        Refused.with(
                "PRV-201", () -> SigningKey.read(write("public", key.publicKey().pem())));
        Refused.with("PRV-201", () -> SigningKey.read(write("rsa", new Pem(Pem.PRIVATE_KEY, rsa).text())));
        Refused.with("PRV-201", () -> SigningKey.read(write("short", new Pem(Pem.PRIVATE_KEY, new byte[5]).text())));
    }

    @Test
    void shouldTrustEveryKeyOfAFileAndThePublicHalfOfAPrivateOne() throws IOException {
        SigningKey one = SigningKey.readOrMake(folder.resolve("one"));
        SigningKey other = SigningKey.readOrMake(folder.resolve("other"));
        Path both = write(
                "both.pub",
                "# since then\n" + one.publicKey().pem() + "\r\n"
                        + other.publicKey().pem());

        List<String> ids = TrustedKey.read(both).stream().map(TrustedKey::id).toList();

        assertEquals(List.of(one.publicKey().id(), other.publicKey().id()), ids);
        assertEquals(
                one.publicKey().id(),
                TrustedKey.read(folder.resolve("one")).getFirst().id());
        Refused.with("PRV-201", () -> TrustedKey.read(write("none.pub", "no key")));
        Refused.with("PRV-201", () -> TrustedKey.read(folder.resolve("absent.pub")));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}
