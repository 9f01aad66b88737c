package org.e2enet.imaging.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NIfTI-2 and pairs of header and voxels. */
class NiftiFormsTest {
    private static final NiftiReader READER = new NiftiReader(ReadLimits.WITH_CHANNELS);

    @TempDir
    Path folder;

    private static void assertVoxels(Volume image) {
        assertEquals(new Size3(2, 3, 4), image.extent());
        for (int n = 0; n < 24; n++) {
            assertEquals(n + 1, image.channel(0)[n]);
        }
    }

    @Test
    void shouldReadNifti2PackedAndPlain() throws IOException {
        for (byte[] bytes : new byte[][] {NiftiSamples.second(), NiftiBytes.packed(NiftiSamples.second())}) {
            Volume image = NiftiBytes.image(bytes);

            assertVoxels(image);
            double[] wanted = {-0.5, 0, 0, -10, 0, -0.75, 0, -20, 0, 0, 2, 30, 0, 0, 0, 1};
            assertArrayEquals(wanted, image.geometry().affine().toArray(), 0);
        }
    }

    @Test
    void shouldReadPairByEitherOfItsFilesPackedOrNot() throws IOException {
        byte[] single = NiftiBytes.littleEndian().floatAt(108, 0).bytes();
        single[345] = 'i';
        byte[] header = Arrays.copyOf(single, 352);
        byte[] voxels = Arrays.copyOfRange(single, 352, single.length);
        Path plain = Files.write(folder.resolve("a.hdr"), header);
        Path plainVoxels = Files.write(folder.resolve("a.img"), voxels);
        Path packed = Files.write(folder.resolve("b.hdr.gz"), NiftiBytes.packed(header));
        Path packedVoxels = Files.write(folder.resolve("b.img.gz"), NiftiBytes.packed(voxels));

        for (Path file : new Path[] {plain, plainVoxels, packed, packedVoxels}) {
            assertVoxels(READER.readImage(file, "t"));
            assertEquals(24, READER.readLabels(file, "t").maxLabel());
        }
    }

    @Test
    void shouldWriteNifti2WhereAnAxisIsTooLongForNifti1() throws IOException {
        Geometry ribbon = Geometry.of(new Size3(2, 2, 40000), Affine.ofRows(0.5, 0, 0, 1, 0, 0.5, 0, 2, 0, 0, 0.5, 3));
        short[] labels = new short[ribbon.extent().arrayLength()];
        labels[123456] = 7;
        Path file = folder.resolve("ribbon.nii.gz");

        NiftiWriter.write(new LabelVolume(ribbon, labels), file);
        LabelVolume back = READER.readLabels(file, "t");

        assertArrayEquals(labels, back.labels());
        assertEquals(ribbon.affine(), back.geometry().affine());
    }
}
