package org.e2enet.ingest.originals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.e2enet.contract.Size3;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.testkit.NiftiBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewsTest {
    private static final int EDGE = 40;
    private static final long VOLUME_BYTES = (long) EDGE * EDGE * EDGE * Float.BYTES;

    @TempDir
    private Path folder;

    private Path scan;

    @BeforeEach
    void write() throws IOException {
        scan = Files.write(
                folder.resolve("scan.nii.gz"), NiftiBytes.ball(EDGE, 1).packed());
    }

    @Test
    void shouldHoldNeitherMemoryNorAFileUntilSomebodyReads() throws IOException {
        MemoryBudget memory = new MemoryBudget(2 * VOLUME_BYTES, 2 * VOLUME_BYTES);
        Path temporary = folder.resolve("tmp");
        StreamingOutput preview = new Previews(memory, temporary).ofImage(scan, 16);
        assertEquals(memory.heapBytes(), memory.freeHeapBytes());
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(0, left.count());
        }
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        preview.write(read);
        Volume small = new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                .readImage(new ByteArrayInputStream(read.toByteArray()), read.size(), "preview");
        assertEquals(Size3.cube(14), small.extent());
    }

    @Test
    void shouldRefuseWhatNeverFits() {
        MemoryBudget memory = new MemoryBudget(2 * VOLUME_BYTES - 1, 2 * VOLUME_BYTES);
        Previews previews = new Previews(memory, folder.resolve("tmp"));
        FaultException refused = assertThrows(FaultException.class, () -> previews.ofImage(scan, 16));
        assertEquals("ING-206", refused.fault().code());
    }
}
