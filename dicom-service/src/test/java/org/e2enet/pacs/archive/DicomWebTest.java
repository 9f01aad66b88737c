package org.e2enet.pacs.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.e2enet.dicom.files.FileBounds;
import org.e2enet.faults.FaultException;
import org.e2enet.pacs.FakeArchive;
import org.e2enet.testkit.MadeSeries;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomWebTest {
    private static final Duration LIMIT = Patience.LONG;
    private static final MadeSeries SERIES = MadeSeries.named("fetched");
    private static final SeriesUids UIDS = new SeriesUids(SERIES.studyUid(), SERIES.seriesUid());

    @TempDir
    private Path folder;

    private final FakeArchive fake = new FakeArchive();
    private final DicomWeb web = Archive.orthanc("main", fake.address(), Optional.empty(), LIMIT, LIMIT)
            .web();

    @BeforeEach
    void receive() {
        fake.receive(SERIES);
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void shouldFetchASeriesThatIsJustWithinTheBounds() throws IOException {
        long bytes = bytesOfAll();

        assertEquals(6, web.fetch(UIDS, Files.createDirectory(folder.resolve("in")), bounds(bytes)));
    }

    /** Java's own message would quote the identifier, in the log. */
    @Test
    void shouldNotTellAnIdentifierThatCanStandInNoAddress() {
        FaultException refused = assertThrows(FaultException.class, () -> web.attributes(UIDS, "Planted Patient"));

        assertEquals("DCM-414", refused.fault().code());
        assertFalse(refused.getMessage().contains("Planted"), refused::getMessage);
        assertNull(refused.getCause());
    }

    /** Nothing that passes, as an archive that hangs up is: it would be fetched again and again. */
    @Test
    void shouldRefuseASeriesThatIsLargerThanTheBounds() throws IOException {
        long bytes = bytesOfAll();

        FaultException refused = assertThrows(
                FaultException.class,
                () -> web.fetch(UIDS, Files.createDirectory(folder.resolve("in")), bounds(bytes - 1)));

        assertEquals("DCM-107", refused.fault().code());
    }

    @Test
    void shouldSayOfAnArchiveThatIsGoneThatItIsAway() throws IOException {
        fake.close();

        FaultException away = assertThrows(
                FaultException.class,
                () -> web.fetch(UIDS, Files.createDirectory(folder.resolve("in")), bounds(1 << 20)));

        assertEquals("DCM-412", away.fault().code());
    }

    /** What the archive sends, fences included. */
    private static long bytesOfAll() {
        long parts = 0;
        for (byte[] file : SERIES.files()) {
            parts += file.length + "--fence\r\nContent-Type: application/dicom\r\n\r\n\r\n".length();
        }
        return parts + "--fence--\r\n".length();
    }

    private static FileBounds bounds(long bytes) {
        return new FileBounds(bytes, 100, 200);
    }
}
