package org.e2enet.imaging.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Placement;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.gate.GeometryNote;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.nifti.VoxelType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanFormatsTest {
    private static final ScanReader READER = new ScanReader(ReadLimits.WITH_CHANNELS);
    private static final Geometry GEOMETRY = new Geometry(
            new Size3(3, 4, 5),
            new Placement(
                    0,
                    2,
                    List.of(1f, 0.7f, 0.7f, 3.3f),
                    List.of(0f, 0f, 0f, 0f, 0f, 0f),
                    List.of(0.5f, -0.49f, 0.1f, -90.1f, 0.49f, 0.5f, 1 / 3f, 7.5f, -0.03f, 0.02f, 3.28f, 40.25f),
                    2));

    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static void assertVoxels(Volume volume) {
        assertEquals(new Size3(2, 3, 4), volume.extent());
        for (int n = 0; n < 24; n++) {
            assertEquals(n + 1, volume.channel(0)[n]);
        }
        double[] wanted = {-0.5, 0, 0, -10, 0, -0.75, 0, -20, 0, 0, 2, 30, 0, 0, 0, 1};
        assertArrayEquals(wanted, volume.geometry().affine().toArray(), 1e-6);
    }

    @Test
    void shouldReadMetaImageRawPackedBigEndianAndDetached() throws IOException {
        byte[] little = TextScan.voxels(ByteOrder.LITTLE_ENDIAN);
        assertVoxels(READER.readImage(file("a", TextScan.metaImage().bytes()), "t"));
        assertVoxels(READER.readImage(
                file(
                        "b",
                        TextScan.metaImage()
                                .set("CompressedData", "True")
                                .set("ElementDataFile", "LOCAL")
                                .data(TextScan.packed(little, false))
                                .bytes()),
                "t"));
        assertVoxels(READER.readImage(
                file(
                        "c",
                        TextScan.metaImage()
                                .set("BinaryDataByteOrderMSB", "True")
                                .data(TextScan.voxels(ByteOrder.BIG_ENDIAN))
                                .bytes()),
                "t"));
        file("d.raw", little);
        assertVoxels(READER.readImage(
                file(
                        "d.mhd",
                        TextScan.metaImage()
                                .set("ElementDataFile", "d.raw")
                                .data(new byte[0])
                                .bytes()),
                "t"));
    }

    @Test
    void shouldReadNrrdRawPackedDetachedAndInEverySpace() throws IOException {
        byte[] little = TextScan.voxels(ByteOrder.LITTLE_ENDIAN);
        assertVoxels(READER.readImage(file("a", TextScan.nrrd().bytes()), "t"));
        assertVoxels(READER.readImage(
                file(
                        "b",
                        TextScan.nrrd()
                                .set("encoding", "gzip")
                                .data(TextScan.packed(little, true))
                                .bytes()),
                "t"));
        file("c.raw", little);
        assertVoxels(READER.readImage(
                file(
                        "c.nhdr",
                        TextScan.nrrd()
                                .set("data file", "c.raw")
                                .data(new byte[0])
                                .bytes()),
                "t"));
        assertVoxels(READER.readImage(
                file(
                        "d",
                        TextScan.nrrd()
                                .set("space", "RAS")
                                .set("space directions", "(-0.5,0,0) (0,-0.75,0) (0,0,2)")
                                .set("space origin", "(-10,-20,30)")
                                .bytes()),
                "t"));
        assertVoxels(READER.readImage(
                file(
                        "e",
                        TextScan.nrrd()
                                .set("dimension", "4")
                                .set("sizes", "1 4 3 2")
                                .set("space directions", "none (0.5,0,0) (0,0.75,0) (0,0,2)")
                                .bytes()),
                "t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.nii", "a.nii.gz", "a.mha", "a.mhd", "a.nrrd", "a.nhdr"})
    void shouldReadBackWhatWasWritten(String name) throws IOException {
        float[] first = new float[GEOMETRY.extent().arrayLength()];
        short[] labels = new short[first.length];
        for (int n = 0; n < first.length; n++) {
            first[n] = (float) Math.sin(n);
            labels[n] = (short) (n * 7 % 300);
        }
        Path file = folder.resolve(name);

        ScanWriter.write(new Volume(GEOMETRY, List.of(first, first.clone())), NiftiEncoding.FLOAT32, file);
        Volume image = READER.readImage(file, "t");
        ScanWriter.write(new LabelVolume(GEOMETRY, labels), file);
        LabelVolume back = READER.readLabels(file, "t");

        assertEquals(2, image.channelCount());
        assertArrayEquals(first, image.channel(1));
        assertArrayEquals(labels, back.labels());
        boolean exact = !name.contains(".mh"); // MetaImage parts a step into direction and spacing
        for (Geometry geometry : List.of(image.geometry(), back.geometry())) {
            if (exact) {
                assertEquals(GEOMETRY.affine(), geometry.affine());
            }
            assertTrue(GEOMETRY.largestGapMm(geometry) < 1e-4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.mha", "a.nrrd"})
    void shouldReadBackEveryType(String name) throws IOException {
        float[] voxels = new float[GEOMETRY.extent().arrayLength()];
        for (int n = 0; n < voxels.length; n++) {
            voxels[n] = n;
        }
        for (VoxelType type : VoxelType.values()) {
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                Path file = folder.resolve(name);
                ScanWriter.write(Volume.ofChannel(GEOMETRY, voxels), new NiftiEncoding(type, order, 1, 0), file);
                assertArrayEquals(voxels, READER.readImage(file, "t").channel(0), type + " " + order);
            }
        }
    }

    @Test
    void shouldNoteWhatIsOddAboutAGrid() throws IOException {
        Path unplaced = file(
                "a",
                TextScan.nrrd()
                        .without("space")
                        .without("space directions")
                        .without("space origin")
                        .bytes());
        assertEquals(
                List.of(GeometryNote.NO_ORIENTATION, GeometryNote.SUSPICIOUS_SPACING),
                READER.readHeader(unplaced, "t").notes());
        Path longDirection = file(
                "b",
                TextScan.metaImage().set("TransformMatrix", "2 0 0 0 1 0 0 0 1").bytes());
        assertEquals(
                List.of(GeometryNote.DIRECTIONS_NORMALISED),
                READER.readHeader(longDirection, "t").notes());
    }
}
