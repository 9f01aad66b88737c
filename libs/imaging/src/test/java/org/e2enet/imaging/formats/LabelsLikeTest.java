package org.e2enet.imaging.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.nifti.ReadLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelsLikeTest {
    /** More digits than a float holds, at right angles. */
    private static final String THIRD = "0.33333333333333331";

    private static final ScanReader READER = new ScanReader(ReadLimits.WITH_CHANNELS);

    @TempDir
    Path folder;

    /** Labels on the scan's grid, written like it. */
    private Path written(Path scan) throws IOException {
        var geometry = READER.readImage(scan, "scan").geometry();
        short[] labels = new short[geometry.extent().arrayLength()];
        labels[5] = 2;
        Path target = folder.resolve("labels" + LabelsLike.ending(scan));
        LabelsLike.write(new LabelVolume(geometry, labels), scan, target);
        LabelVolume back = READER.readLabels(target, "labels");
        assertArrayEquals(labels, back.labels());
        assertEquals(geometry, back.geometry());
        return target;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    @Test
    void shouldKeepTheWordsOfMetaImage() throws IOException {
        Path scan = folder.resolve("scan.mha");
        TextScan source = TextScan.metaImage()
                .set("ElementSpacing", THIRD + " 0.1 2.0000000000000004")
                .set("Offset", "-12.345678901234567 20 30");
        Files.write(scan, source.bytes());
        String labels = text(written(scan));
        for (String line : List.of(
                "ElementSpacing = " + THIRD + " 0.1 2.0000000000000004\n",
                "Offset = -12.345678901234567 20 30\n",
                "TransformMatrix = 1 0 0 0 1 0 0 0 1\n")) {
            assertTrue(text(scan).contains(line) && labels.contains(line), line);
        }
        assertTrue(LabelsLike.ending(scan).equals(".mha"));
    }

    @Test
    void shouldKeepTheWordsOfNrrdWithDetachedVoxels() throws IOException {
        Path scan = folder.resolve("scan.nhdr");
        Files.write(folder.resolve("scan.raw"), TextScan.voxels(ByteOrder.LITTLE_ENDIAN));
        Files.write(
                scan,
                TextScan.nrrd()
                        .set("space", "RAS")
                        .set("space directions", "(" + THIRD + ",0,0) (0,0.1,0) (0,0,2)")
                        .set("data file", "scan.raw")
                        .data(new byte[0])
                        .bytes());
        Path target = written(scan);
        assertEquals("labels.nhdr", target.getFileName().toString());
        assertTrue(text(target).contains("space: RAS\nspace directions: (" + THIRD + ",0,0) (0,0.1,0) (0,0,2)\n"));
        assertTrue(Files.exists(folder.resolve("labels.raw.gz")));
    }

    @Test
    void shouldKeepTheDoublesOfNifti2() throws IOException {
        ByteBuffer scan = ByteBuffer.allocate(544 + 24).order(ByteOrder.BIG_ENDIAN);
        scan.putInt(0, 540);
        scan.put(4, new byte[] {'n', '+', '2', 0, '\r', '\n', 0x1a, '\n'});
        scan.putShort(12, (short) 2).putShort(14, (short) 8);
        long[] dim = {3, 4, 3, 2, 1, 1, 1, 1};
        for (int n = 0; n < 8; n++) {
            scan.putLong(16 + 8 * n, dim[n]).putDouble(104 + 8 * n, n == 1 ? 1 / 3.0 : 1);
        }
        scan.putLong(168, 544).putInt(348, 1);
        scan.putDouble(400, 1 / 3.0).putDouble(440, 1).putDouble(480, 1).putDouble(424, -12.345678901234567);
        Path target = written(Files.write(folder.resolve("scan.nii"), scan.array()));
        byte[] bytes;
        try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(target))) {
            bytes = in.readAllBytes();
        }
        assertEquals(540, ByteBuffer.wrap(bytes).getInt(0));
        for (int[] part : new int[][] {{104, 136}, {344, 352}, {352, 400}, {400, 496}}) {
            assertArrayEquals(
                    java.util.Arrays.copyOfRange(scan.array(), part[0], part[1]),
                    java.util.Arrays.copyOfRange(bytes, part[0], part[1]));
        }
    }

    @Test
    void shouldWriteTheGridThatWasRepaired() throws IOException {
        Path scan = folder.resolve("scan.mha");
        Files.write(
                scan,
                TextScan.metaImage().set("TransformMatrix", "2 0 0 0 1 0 0 0 1").bytes());
        assertTrue(!text(written(scan)).contains("TransformMatrix = 2 "));
    }
}
