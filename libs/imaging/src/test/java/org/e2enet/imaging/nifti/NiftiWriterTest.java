package org.e2enet.imaging.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Placement;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NiftiWriterTest {
    private static final Placement PLACEMENT = new Placement(
            1,
            2,
            List.of(-1f, 0.7f, 0.70000005f, 3.3f),
            List.of(0.1f, 0.2f, 0.3f, -12.5f, 1 / 3f, 7e-9f),
            List.of(0.7f, 1e-8f, 0f, -90.1f, 0f, -0.7f, -0f, 1 / 3f, 0f, 0f, 3.3f, 40f),
            10);
    private static final Geometry GEOMETRY = new Geometry(new Size3(5, 4, 7), PLACEMENT);

    @Test
    void shouldReadBackEveryTypeInBothByteOrders() throws IOException {
        Random random = new Random(7);
        float[] bytes = new float[GEOMETRY.extent().arrayLength()];
        for (int n = 0; n < bytes.length; n++) {
            bytes[n] = random.nextInt(60);
        }
        for (VoxelType type : VoxelType.values()) {
            for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                NiftiEncoding encoding = new NiftiEncoding(type, order, 0.5f, 0);
                Volume image = new Volume(GEOMETRY, List.of(halved(bytes), bytes.clone()));

                Volume back = NiftiBytes.imageOfUnknownSize(write(image, encoding));

                assertEquals(image.geometry(), back.geometry(), type + " " + order);
                assertArrayEquals(image.channel(0), back.channel(0), type + " " + order);
                assertArrayEquals(image.channel(1), back.channel(1), type + " " + order);
            }
        }
    }

    @Test
    void shouldReadExtremesOfEveryType() throws IOException {
        assertExtremes(VoxelType.INT8, -128, 127);
        assertExtremes(VoxelType.UINT8, 0, 255);
        assertExtremes(VoxelType.INT16, -32768, 32767);
        assertExtremes(VoxelType.UINT16, 0, 65535);
        assertExtremes(VoxelType.INT32, Integer.MIN_VALUE, 1 << 30);
        assertExtremes(VoxelType.UINT32, 0, 0xff000000L);
        assertExtremes(VoxelType.INT64, Long.MIN_VALUE, 1L << 62);
        assertExtremes(VoxelType.UINT64, 0, 1L << 62);
        assertExtremes(VoxelType.FLOAT32, -Float.MAX_VALUE, Float.MIN_VALUE);
        assertExtremes(VoxelType.FLOAT64, -Float.MAX_VALUE, Float.MIN_VALUE);
    }

    private static void assertExtremes(VoxelType type, float low, float high) throws IOException {
        float[] voxels = new float[GEOMETRY.extent().arrayLength()];
        voxels[0] = low;
        voxels[1] = high;
        Volume image = Volume.ofChannel(GEOMETRY, voxels);
        assertArrayEquals(
                voxels, NiftiBytes.image(write(image, NiftiEncoding.of(type))).channel(0), type.toString());
    }

    @Test
    void shouldReadUnsignedLongsAboveTheSignedRange() {
        double[] decoded = new double[1];
        VoxelType.UINT64.decode(java.nio.ByteBuffer.allocate(8).putLong(0, -1L), decoded, 1);
        assertEquals(0x1p64, decoded[0]);
    }

    @Test
    void shouldKeepPlacementToTheLastBit() throws IOException {
        LabelVolume labels =
                new LabelVolume(GEOMETRY, new short[GEOMETRY.extent().arrayLength()]);

        LabelVolume back = NiftiBytes.labels(write(labels));

        assertEquals(PLACEMENT, back.geometry().placement());
        assertEquals(labels.geometry().affine(), back.geometry().affine());
    }

    @Test
    void shouldStoreLabelsInTheSmallestTypeThatHoldsThem() throws IOException {
        short[] voxels = new short[GEOMETRY.extent().arrayLength()];
        voxels[3] = 255;
        int small = write(new LabelVolume(GEOMETRY, voxels)).length;
        voxels[4] = 256;
        LabelVolume large = new LabelVolume(GEOMETRY, voxels);

        assertEquals(352 + voxels.length, small);
        assertEquals(352 + 2 * voxels.length, write(large).length);
        assertArrayEquals(voxels, NiftiBytes.labels(write(large)).labels());
    }

    @Test
    void shouldWriteEqualBytesForEqualVolumes() throws IOException {
        LabelVolume labels =
                new LabelVolume(GEOMETRY, new short[GEOMETRY.extent().arrayLength()]);
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();

        NiftiWriter.write(labels, first, true);
        NiftiWriter.write(labels, second, true);

        assertArrayEquals(first.toByteArray(), second.toByteArray());
        assertArrayEquals(new byte[4], java.util.Arrays.copyOfRange(first.toByteArray(), 4, 8), "no time of writing");
    }

    @Test
    void shouldPackByFileName(@TempDir Path folder) throws IOException {
        LabelVolume labels =
                new LabelVolume(GEOMETRY, new short[GEOMETRY.extent().arrayLength()]);
        Path packed = folder.resolve("a.nii.gz");
        Path plain = folder.resolve("a.nii");
        NiftiWriter.write(labels, packed);
        NiftiWriter.write(labels, plain);

        assertEquals(0x1f, java.nio.file.Files.readAllBytes(packed)[0]);
        assertEquals(352 + labels.labels().length, java.nio.file.Files.size(plain));
        assertArrayEquals(
                labels.labels(),
                new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                        .readLabels(packed, "a")
                        .labels());
    }

    private static byte[] write(LabelVolume labels) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NiftiWriter.write(labels, out, false);
        return out.toByteArray();
    }

    private static byte[] write(Volume image, NiftiEncoding encoding) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NiftiWriter.write(image, encoding, out, false);
        return out.toByteArray();
    }

    private static float[] halved(float[] voxels) {
        float[] halves = new float[voxels.length];
        for (int n = 0; n < voxels.length; n++) {
            halves[n] = voxels[n] / 2;
        }
        return halves;
    }
}
