package org.e2enet.ingest.normalize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.scan.Extent;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.fingerprint.Fingerprinter;
import org.e2enet.imaging.prepare.PreprocessingPlan;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
    /** 2x3x4 voxels of 1 mm at 0.5 mm: 24 before, 192 after. 24 + 192 * (12 + 2) + 192 * (4 + 2) = 3864. */
    @Test
    void shouldCountTheLargerOfBothGridsAsWork() {
        float[] voxels = new float[24];
        Arrays.fill(voxels, 1);
        Volume image = Volume.ofChannel(Geometry.of(new Extent(2, 3, 4), new Spacing(1, 1, 1)), voxels);
        PreprocessingPlan plan =
                PreprocessingPlan.canonical(new Spacing(0.5, 0.5, 0.5), List.of(ChannelNormalization.NONE));

        assertEquals(3864, MemoryNeed.bytes(image, Fingerprinter.of(image, null), plan));
    }
}
