package org.e2enet.preparation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.quality.ScanFlags;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.memory.MemoryBudget.Loan;
import org.e2enet.memory.Need;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanPreparerTest {
    /** Takes more to prepare than to read. */
    private static final Preparation VERY_FINE =
            Preparation.canonical(new Spacing(0.5, 0.5, 0.5), List.of(ChannelNormalization.Z_SCORE));

    @TempDir
    Path directory;

    private StoredScan scan;

    @BeforeEach
    void openStore() {
        scan = new StoredScan(new FileStore(directory));
    }

    @ParameterizedTest
    @ValueSource(floats = {7, -1024, 1e-3f})
    void shouldRefuseAnImageThatIsOneValueAllOver(float value) {
        assertEquals("IMG-127", refused(flat(value), scan.preparer()).code());
    }

    @Test
    void shouldLeaveAnImageOfZerosItsOwnFault() {
        assertEquals("IMG-113", refused(flat(0), scan.preparer()).code());
    }

    @Test
    void shouldFlagAChannelWithoutContrastWhereAnotherHasSome() {
        Volume both = new Volume(scan.image.geometry(), List.of(scan.image.channel(0), flat(7).channel(0)));
        Preparation two = Preparation.canonical(null, List.of(ChannelNormalization.NONE, ChannelNormalization.Z_SCORE));

        PreparedTensors made =
                scan.preparer().prepare(List.of(scan.imageFile(both)), null, two, _ -> false, _ -> {}, StageTimer.NONE);

        assertEquals(List.of(ScanFlags.CLIPPED_FIELD_OF_VIEW, ScanFlags.NO_CONTRAST), made.flags());
    }

    /** By the header: the file holds no voxel that could be read. */
    @Test
    void shouldAskForMemoryBeforeItReadsAVoxel() {
        Fault fault = refused(scan.image, preparer(1 << 20));

        assertEquals("IMG-128", fault.code());
        assertTrue(fault.mend().contains("-Xmx"), fault.mend());
    }

    @Test
    void shouldGiveAllItsMemoryBack() {
        MemoryBudget memory = new MemoryBudget(1 << 30, 1 << 30);
        prepareFine(
                new ScanPreparer(scan.store, ReadLimits.WITH_CHANNELS, need -> memory.tryReserve(need, () -> false)));

        assertEquals(1 << 30, memory.freeHeapBytes());
    }

    /** Another took what was free while this one was read: it holds nothing while it waits for all it needs. */
    @Test
    void shouldReadOnceMoreWhereTheRestIsLentToAnotherMeanwhile() {
        List<Need> asked = new ArrayList<>();
        MemoryBudget memory = new MemoryBudget(1 << 30, 1 << 30);
        AtomicReference<Loan> others = new AtomicReference<>();
        AtomicInteger reads = new AtomicInteger();
        ScanPreparer preparer = new ScanPreparer(scan.store, ReadLimits.WITH_CHANNELS, need -> {
            asked.add(need);
            Optional.ofNullable(others.get()).ifPresent(Loan::close);
            return memory.tryReserve(need, () -> false);
        });

        preparer.prepare(
                List.of(scan.imageFile(scan.image)),
                null,
                VERY_FINE,
                _ -> false,
                _ -> {
                    if (reads.incrementAndGet() == 1) {
                        others.set(memory.reserve(Need.heap(memory.freeHeapBytes()), IllegalStateException::new));
                    }
                },
                StageTimer.NONE);

        assertEquals(2, reads.get());
        assertEquals(2, asked.size());
        assertTrue(asked.get(1).heapBytes() > asked.get(0).heapBytes(), asked::toString);
        assertEquals(1 << 30, memory.freeHeapBytes());
    }

    private void prepareFine(ScanPreparer preparer) {
        preparer.prepare(List.of(scan.imageFile(scan.image)), null, VERY_FINE, _ -> false, _ -> {}, StageTimer.NONE);
    }

    private Fault refused(Volume image, ScanPreparer preparer) {
        List<ObjectRef> files = List.of(scan.imageFile(image));
        return assertThrows(
                        FaultException.class,
                        () -> preparer.prepare(files, null, StoredScan.COARSE, _ -> false, _ -> {}, StageTimer.NONE))
                .fault();
    }

    private ScanPreparer preparer(long freeBytes) {
        MemoryBudget memory = new MemoryBudget(freeBytes, freeBytes);
        return new ScanPreparer(scan.store, ReadLimits.WITH_CHANNELS, need -> memory.tryReserve(need, () -> false));
    }

    private Volume flat(float value) {
        float[] voxels = new float[scan.image.extent().arrayLength()];
        Arrays.fill(voxels, value);
        return Volume.ofChannel(scan.image.geometry(), voxels);
    }
}
