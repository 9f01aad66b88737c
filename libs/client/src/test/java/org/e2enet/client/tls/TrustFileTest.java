package org.e2enet.client.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.e2enet.broker.Certificate;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFileTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTrustTheFileBesideTheJdksAuthorities() throws Exception {
        TrustFile trust =
                TrustFile.besideTheJdks(Certificate.make(folder, "first").certificate());

        assertTrue(trusts(trust, "first"));
        assertTrue(trust.getAcceptedIssuers().length > 1, "the JDK's are gone");
    }

    @Test
    void shouldTrustTheFileAloneWhereThatIsWanted() throws Exception {
        TrustFile trust = TrustFile.alone(Certificate.make(folder, "first").certificate());

        assertTrue(trusts(trust, "first"));
        assertEquals(1, trust.getAcceptedIssuers().length, "the JDK's are there");
    }

    @Test
    void shouldKeepWhatItHadWhileTheFileIsBrokenAndReadAMendedOne() throws Exception {
        Path file = folder.resolve("ca.crt");
        write(file, Files.readString(Certificate.make(folder, "first").certificate()), 0);
        TrustFile trust = TrustFile.besideTheJdks(file);

        write(file, "-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n", 1);
        assertTrue(trusts(trust, "first"));
        Files.delete(file);
        assertTrue(trusts(trust, "first"));
        write(file, Files.readString(Certificate.make(folder, "second").certificate()), 2);
        assertTrue(trusts(trust, "second"));
        assertFalse(trusts(trust, "first"));
    }

    @Test
    void shouldNameAFileThatHoldsNoCertificate() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.crt"), "");
        for (Path file : List.of(empty, folder.resolve("absent.crt"))) {
            FaultException refused = assertThrows(FaultException.class, () -> TrustFile.besideTheJdks(file));
            assertEquals("EDG-115", refused.fault().code());
        }
    }

    private static boolean trusts(TrustFile trust, String name) {
        return Arrays.stream(trust.getAcceptedIssuers())
                .anyMatch(issuer -> issuer.getSubjectX500Principal().getName().equals("CN=" + name));
    }

    private static void write(Path file, String text, int laterSeconds) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 1000L * laterSeconds));
    }
}
