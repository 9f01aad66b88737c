package org.e2enet.client.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.Principal;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.e2enet.broker.Certificate;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
    private static final String[] EC = {"EC"};

    @TempDir
    private Path folder;

    private Certificate authority;
    private Certificate first;

    @BeforeEach
    void make() throws Exception {
        authority = Certificate.authority(folder, "authority");
        first = authority.issue("first");
    }

    @Test
    void shouldShowTheCertificateToWhoAsksForItsAuthority() {
        KeyFiles files = new KeyFiles(first.certificate(), first.key());

        assertEquals("CN=first", shown(files));
        assertNotNull(files.getPrivateKey(files.chooseClientAlias(EC, null, null)));
        assertNull(files.chooseClientAlias(EC, new Principal[] {new X500Principal("CN=another")}, null));
        assertNull(files.chooseClientAlias(new String[] {"RSA"}, null, null));
    }

    @Test
    void shouldShowARenewedOneOnceKeyAndCertificateAreThere() throws Exception {
        Path certificate = Files.copy(first.certificate(), folder.resolve("tls.crt"));
        Path key = Files.copy(first.key(), folder.resolve("tls.key"));
        KeyFiles files = new KeyFiles(certificate, key);
        String begun = files.chooseClientAlias(EC, null, null);
        Certificate second = authority.issue("second");

        replace(certificate, second.certificate(), 1);
        assertEquals("CN=first", shown(files), "its key is not there");
        replace(key, second.key(), 2);
        assertEquals("CN=second", shown(files));
        assertEquals("CN=first", name(files, begun), "a connection that had begun");
        Files.delete(key);
        assertEquals("CN=second", shown(files));
    }

    @Test
    void shouldNameWhatIsWrong() throws Exception {
        Certificate second = authority.issue("second");
        Path absent = folder.resolve("absent");
        Path empty = Files.writeString(folder.resolve("empty"), "");
        Path strange = Files.writeString(folder.resolve("strange"), "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n");

        fails("EDG-121", () -> new KeyFiles(first.certificate(), second.key()));
        fails("EDG-120", () -> new KeyFiles(absent, first.key()));
        fails("EDG-120", () -> new KeyFiles(empty, first.key()));
        fails("EDG-120", () -> new KeyFiles(first.certificate(), absent));
        fails("EDG-120", () -> new KeyFiles(first.certificate(), strange));
        fails("EDG-119", () -> CallingTls.of(Optional.empty(), Optional.of(first.certificate()), Optional.empty()));
        fails("EDG-119", () -> CallingTls.of(Optional.empty(), Optional.empty(), Optional.of(first.key())));
    }

    private static void fails(String code, Executable start) {
        assertEquals(code, assertThrows(FaultException.class, start).fault().code());
    }

    private static String shown(KeyFiles files) {
        return name(files, files.chooseClientAlias(EC, new Principal[] {new X500Principal("CN=authority")}, null));
    }

    private static String name(KeyFiles files, String alias) {
        return files.getCertificateChain(alias)[0].getSubjectX500Principal().getName();
    }

    private static void replace(Path file, Path by, int laterSeconds) throws IOException {
        Files.writeString(file, Files.readString(by));
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 1000L * laterSeconds));
    }
}
