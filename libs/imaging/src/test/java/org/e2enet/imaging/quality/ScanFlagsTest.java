package org.e2enet.imaging.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.gate.GeometryNote;
import org.junit.jupiter.api.Test;

class ScanFlagsTest {
    private static final Size3 EXTENT = new Size3(12, 20, 24);
    private static final Geometry GEOMETRY = Geometry.of(EXTENT, new Spacing(2, 1, 1));

    /** A round body of 40 HU with fat around and noise, air at -1000 outside; it runs through all slices. */
    private static float[] body(double radius) {
        Random random = new Random(5);
        float[] voxels = new float[EXTENT.arrayLength()];
        for (int k = 0; k < EXTENT.depth(); k++) {
            for (int j = 0; j < EXTENT.height(); j++) {
                for (int i = 0; i < EXTENT.width(); i++) {
                    double distance = Math.hypot(j - 9.5, i - 11.5);
                    double tissue = distance < 0.8 * radius ? 40 : -100;
                    voxels[EXTENT.offset(k, j, i)] =
                            (float) ((distance < radius ? tissue : -1000) + 10 * random.nextGaussian());
                }
            }
        }
        return voxels;
    }

    private static List<String> flags(float[] voxels) {
        return ScanFlags.of(Volume.ofChannel(GEOMETRY, voxels), List.of(), _ -> true);
    }

    private static float[] mapped(float factor, float offset) {
        float[] voxels = body(8);
        for (int n = 0; n < voxels.length; n++) {
            voxels[n] = factor * voxels[n] + offset;
        }
        return voxels;
    }

    @Test
    void shouldSayNothingOfAnOrdinaryScan() {
        assertEquals(List.of(), flags(body(8)));
        Volume ofOtherUnits = Volume.ofChannel(GEOMETRY, mapped(0.3f, 700));
        assertEquals(List.of(), ScanFlags.of(ofOtherUnits, List.of(), _ -> false));
    }

    @Test
    void shouldTellNumbersThatAreNoHounsfieldUnits() {
        List<String> flag = List.of(ScanFlags.OUTSIDE_CT_RANGE);
        assertEquals(flag, only(flags(mapped(1, 1100)), ScanFlags.OUTSIDE_CT_RANGE), "without its rescale");
        assertEquals(flag, only(flags(mapped(0.001f, 0)), ScanFlags.OUTSIDE_CT_RANGE), "scaled");
        assertEquals(flag, only(flags(mapped(10, 0)), ScanFlags.OUTSIDE_CT_RANGE), "of another unit");
    }

    @Test
    void shouldTakePaddingAndMetalForWhatTheyAre() {
        float[] voxels = body(8);
        Arrays.fill(voxels, 0, 24, 30_000); // a screw
        for (int k = 0; k < EXTENT.depth(); k++) {
            Arrays.fill(voxels, EXTENT.offset(k, 0, 0), EXTENT.offset(k, 1, 0), -3024);
        }
        assertEquals(List.of(), flags(voxels));
    }

    @Test
    void shouldTellABodyThatLeavesTheImage() {
        assertEquals(List.of(ScanFlags.CLIPPED_FIELD_OF_VIEW), flags(body(14)));
        assertEquals(
                List.of(ScanFlags.CLIPPED_FIELD_OF_VIEW),
                ScanFlags.of(Volume.ofChannel(GEOMETRY, body(14)), List.of(), _ -> false));
    }

    @Test
    void shouldTellSlicesThatAreConstantOrTwiceThere() {
        float[] voxels = body(8);
        Arrays.fill(voxels, 0, EXTENT.offset(2, 0, 0), -1000); // ends may be empty
        assertEquals(List.of(), flags(voxels));
        Arrays.fill(voxels, EXTENT.offset(5, 0, 0), EXTENT.offset(7, 0, 0), -1000);
        assertEquals(List.of(ScanFlags.CONSTANT_SLICES), flags(voxels));
        int plane = EXTENT.height() * EXTENT.width();
        System.arraycopy(voxels, EXTENT.offset(8, 0, 0), voxels, EXTENT.offset(9, 0, 0), plane);
        assertEquals(List.of(ScanFlags.CONSTANT_SLICES, ScanFlags.REPEATED_SLICES), flags(voxels));
    }

    @Test
    void shouldPassOnWhatTheGateNoticed() {
        Volume image = Volume.ofChannel(Geometry.of(EXTENT, new Spacing(5, 1, 1)), body(8));
        assertEquals(
                List.of("units-converted", ScanFlags.ANISOTROPIC),
                ScanFlags.of(image, List.of(GeometryNote.UNITS_CONVERTED), _ -> false));
    }

    private static List<String> only(List<String> flags, String wanted) {
        return flags.stream().filter(wanted::equals).toList();
    }
}
