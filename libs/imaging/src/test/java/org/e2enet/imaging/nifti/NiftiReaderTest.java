package org.e2enet.imaging.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NiftiReaderTest {
    private static final NiftiReader READER = new NiftiReader(ReadLimits.WITH_CHANNELS);

    @Test
    void shouldReadBothByteOrdersPackedAndPlain() {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            NiftiBytes file = new NiftiBytes(order);
            for (byte[] bytes : new byte[][] {file.bytes(), file.packed()}) {
                Volume image = NiftiBytes.image(bytes);

                assertEquals(new Size3(2, 3, 4), image.extent());
                assertEquals(new Spacing(3, 2, 1), image.geometry().spacing());
                assertEquals(1, image.channel(0)[0]);
                assertEquals(2, image.channel(0)[1], "i runs fastest");
                assertEquals(24, image.channel(0)[23]);
            }
        }
    }

    @Test
    void shouldReadFileThatNeedsNoSuffixToBeKnownAsPacked(@TempDir Path folder) throws Exception {
        Path file =
                Files.write(folder.resolve("scan"), NiftiBytes.littleEndian().packed());

        assertEquals(24, READER.readImage(file, "scan").channel(0)[23]);
        assertEquals(24, READER.readLabels(file, "scan").maxLabel());
        assertEquals(24, READER.readHeader(file, "scan").voxels());
    }

    @Test
    void shouldScaleBySlopeAndIntercept() {
        byte[] scaled =
                NiftiBytes.littleEndian().floatAt(112, 0.5).floatAt(116, -1024).bytes();
        byte[] unset = NiftiBytes.littleEndian()
                .floatAt(112, Double.NaN)
                .floatAt(116, Double.NaN)
                .bytes();

        assertEquals(-1024 + 12, NiftiBytes.image(scaled).channel(0)[23]);
        assertEquals(24, NiftiBytes.image(unset).channel(0)[23]);
    }

    @Test
    void shouldReadMasksThatAreStoredAsScaledIntegers() {
        NiftiBytes file = NiftiBytes.littleEndian()
                .shortAt(70, 8)
                .dim(3, 2, 3, 2)
                .floatAt(112, 0x1p-32)
                .floatAt(116, 0.5);
        for (int n = 0; n < 12; n++) {
            file.file.putInt(352 + 4 * n, n == 5 ? Integer.MAX_VALUE : Integer.MIN_VALUE);
        }

        short[] labels = NiftiBytes.labels(file.bytes()).labels();

        assertArrayEquals(new short[] {0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}, labels);
    }

    @Test
    void shouldPreferRowsThenQuaternionThenVoxelSizes() {
        // A quarter turn about z: i runs to the front (y), j to the left (-x).
        double half = Math.sqrt(0.5);
        NiftiBytes file = NiftiBytes.littleEndian();
        file.shortAt(252, 1)
                .floatAt(264, half)
                .floatAt(268, 10)
                .floatAt(272, 20)
                .floatAt(276, 30);
        Affine turned = NiftiBytes.image(file.bytes()).geometry().affine();
        assertArrayEquals(new double[] {0, -2, 0, 10, 1, 0, 0, 20, 0, 0, 3, 30, 0, 0, 0, 1}, turned.toArray(), 1e-6);

        file.floatAt(76, -1);
        assertEquals(-3, NiftiBytes.image(file.bytes()).geometry().affine().at(2, 2), 1e-6, "qfac turns k round");

        file.shortAt(254, 1).floatAt(280, -1).floatAt(300, 2).floatAt(320, 3);
        assertEquals(-1, NiftiBytes.image(file.bytes()).geometry().affine().at(0, 0));

        Affine plain =
                NiftiBytes.image(NiftiBytes.littleEndian().bytes()).geometry().affine();
        assertEquals(Affine.ofSpacing(new Spacing(3, 2, 1)), plain);
    }

    @Test
    void shouldReadFourthAxisAsChannels() {
        byte[] file = NiftiBytes.littleEndian().dim(4, 2, 3, 2, 2).bytes();

        Volume image = NiftiBytes.imageOfUnknownSize(file);

        assertEquals(2, image.channelCount());
        assertEquals(1, image.channel(0)[0]);
        assertEquals(13, image.channel(1)[0]);
    }

    @Test
    void shouldTakeFourthAxisOfOneAsThreeDimensional() {
        byte[] file = NiftiBytes.littleEndian().dim(5, 4, 3, 2, 1, 1).bytes();

        assertEquals(1, NiftiBytes.image(file).channelCount());
    }

    @Test
    void shouldSkipHeaderExtensions() {
        byte[] plain = NiftiBytes.littleEndian().floatAt(108, 352 + 16).bytes();
        byte[] extended = new byte[plain.length + 16];
        System.arraycopy(plain, 0, extended, 0, 352);
        System.arraycopy(plain, 352, extended, 368, 48);

        assertEquals(24, NiftiBytes.image(extended).channel(0)[23]);
    }

    @Test
    void shouldBelieveStatedVoxelSizeWhenAffineRoundsIt() {
        Spacing spacing = new Spacing(3, 0.7f, 0.7f);

        assertEquals(
                new Spacing(3, 0.7, 0.7),
                Geometry.of(new Size3(2, 2, 2), spacing).spacing());
    }
}
