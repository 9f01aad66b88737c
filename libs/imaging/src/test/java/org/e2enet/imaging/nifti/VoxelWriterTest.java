package org.e2enet.imaging.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoxelWriterTest {
    /** More than are encoded at once, and no multiple of it. */
    private static final Size3 EXTENT = new Size3(41, 43, 47);

    private static final int MORE_THAN_A_BYTE = 1000;

    @ParameterizedTest
    @EnumSource(VoxelType.class)
    void shouldWriteLabelsAsItWritesTheirNumbers(VoxelType type) throws IOException {
        short[] labels = new short[EXTENT.arrayLength()];
        Random random = new Random(7);
        for (int n = 0; n < labels.length; n++) {
            labels[n] = (short) random.nextInt(MORE_THAN_A_BYTE);
        }
        LabelVolume volume = new LabelVolume(Geometry.of(EXTENT, new Spacing(1, 1, 1)), labels);
        NiftiEncoding[] encodings = {
            new NiftiEncoding(type, ByteOrder.LITTLE_ENDIAN, 1, 0),
            new NiftiEncoding(type, ByteOrder.BIG_ENDIAN, 1, 0),
            new NiftiEncoding(type, ByteOrder.BIG_ENDIAN, 2, 1)
        };
        for (NiftiEncoding encoding : encodings) {
            byte[] numbers = written(encoding, (channel, voxel) -> labels[voxel]);

            assertArrayEquals(numbers, written(encoding, VoxelWriter.Voxels.of(volume)), encoding::toString);
        }
    }

    private static byte[] written(NiftiEncoding encoding, VoxelWriter.Voxels voxels) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VoxelWriter.write(EXTENT, 1, encoding, voxels, out);
        return out.toByteArray();
    }
}
