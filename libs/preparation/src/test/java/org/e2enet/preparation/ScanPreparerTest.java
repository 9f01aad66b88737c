package org.e2enet.preparation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.quality.ScanFlags;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanPreparerTest {
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

    private Fault refused(Volume image, ScanPreparer preparer) {
        List<ObjectRef> files = List.of(scan.imageFile(image));
        return assertThrows(
                        FaultException.class,
                        () -> preparer.prepare(files, null, StoredScan.COARSE, _ -> false, _ -> {}, StageTimer.NONE))
                .fault();
    }

    private ScanPreparer preparer(long freeBytes) {
        return new ScanPreparer(scan.store, ReadLimits.WITH_CHANNELS, new HeapGate(() -> freeBytes, () -> {}));
    }

    private Volume flat(float value) {
        float[] voxels = new float[scan.image.extent().arrayLength()];
        Arrays.fill(voxels, value);
        return Volume.ofChannel(scan.image.geometry(), voxels);
    }
}
