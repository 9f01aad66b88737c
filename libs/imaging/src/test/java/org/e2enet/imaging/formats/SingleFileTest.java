package org.e2enet.imaging.formats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.Placement;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.nifti.VoxelType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleFileTest {
    private static final long PLENTY = 1 << 20;
    private static final ScanReader BESIDE = new ScanReader(ReadLimits.WITH_CHANNELS);
    private static final ScanReader STORED = ScanReader.ofSingleFiles(ReadLimits.WITH_CHANNELS);

    /** Oblique, with numbers that no float holds exactly. */
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

    private static Volume image() {
        float[] voxels = new float[60];
        for (int n = 0; n < voxels.length; n++) {
            voxels[n] = n - 20;
        }
        return new Volume(GEOMETRY, List.of(voxels, voxels.clone()));
    }

    /** A scan in two files. @return header */
    private Path detached(String name) throws IOException {
        Path header = folder.resolve(name);
        if (!name.endsWith(".hdr")) {
            ScanWriter.write(image(), NiftiEncoding.of(VoxelType.INT16), header);
            return header;
        }
        Path whole = folder.resolve("whole.nii");
        NiftiEncoding encoding = new NiftiEncoding(VoxelType.INT16, ByteOrder.BIG_ENDIAN, 0.5f, 3);
        NiftiWriter.write(image(), encoding, whole);
        byte[] bytes = Files.readAllBytes(whole);
        byte[] head = Arrays.copyOf(bytes, 348);
        head[345] = 'i';
        ByteBuffer.wrap(head).order(ByteOrder.BIG_ENDIAN).putFloat(108, 16);
        Files.write(header, head);
        byte[] voxels = new byte[16 + bytes.length - 352];
        System.arraycopy(bytes, 352, voxels, 16, bytes.length - 352);
        Files.write(folder.resolve(name.replace(".hdr", ".img")), voxels);
        return header;
    }

    private static Path voxelsOf(Path header) throws IOException {
        try (var files = Files.list(header.getParent())) {
            return files.filter(file -> !file.equals(header)
                            && !file.getFileName().toString().startsWith("whole"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan.hdr", "scan.mhd", "scan.nhdr"})
    void shouldHoldTheSameVoxelsAtTheSamePlaces(String name) throws IOException {
        Path header = detached(name);
        assertTrue(SingleFile.isDetached(header));
        Path beside = folder.resolve("whole-1.nii");
        SingleFile.write(header, PLENTY, beside);
        Path elsewhere = folder.resolve("whole-voxels");
        Files.move(voxelsOf(header), elsewhere);
        Path given = folder.resolve("whole-2.nii");
        SingleFile.write(header, elsewhere, PLENTY, given);

        assertArrayEquals(Files.readAllBytes(beside), Files.readAllBytes(given));
        assertFalse(SingleFile.isDetached(given));
        Volume back = STORED.readImage(given, "scan");
        for (int channel = 0; channel < 2; channel++) {
            assertArrayEquals(image().channel(channel), back.channel(channel));
        }
        if (!name.endsWith(".mhd")) { // which parts directions from spacing
            assertEquals(
                    GEOMETRY.placement().rows(), back.geometry().placement().rows());
        }
        assertEquals(0, GEOMETRY.largestGapMm(back.geometry()), 1e-4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan.hdr", "scan.mhd", "scan.nhdr"})
    void shouldRefuseVoxelsThatAreTooFewOrTooMany(String name) throws IOException {
        Path header = detached(name);
        Path target = folder.resolve("whole.out");
        expect("IMG-105", () -> SingleFile.write(header, 100, target));
        Path voxels = voxelsOf(header);
        Files.write(voxels, Arrays.copyOf(Files.readAllBytes(voxels), 30));
        FaultException few = assertThrows(FaultException.class, () -> SingleFile.write(header, PLENTY, target));
        assertTrue(few.fault().code().matches("IMG-10[34]"), few.fault()::message);
    }

    /** In a store of many people's files a header could name anybody's voxels. */
    @Test
    void shouldNotFollowNamesInAStore() throws IOException {
        for (String name : List.of("scan.mhd", "scan.nhdr")) {
            Path header = detached(name);
            assertEquals(2, BESIDE.readImage(header, "scan").channelCount());
            expect("IMG-132", () -> STORED.readImage(header, "scan"));
            expect("IMG-132", () -> STORED.readHeader(header, "scan"));
        }
    }

    @Test
    void shouldTakeBadFilesForWholeOnes() throws IOException {
        assertFalse(SingleFile.isDetached(Files.writeString(folder.resolve("text"), "no scan at all")));
        assertFalse(SingleFile.isDetached(Files.writeString(folder.resolve("a.mhd"), "NDims = 3\nDimSize = 1\n")));
        assertFalse(SingleFile.isDetached(Files.write(folder.resolve("empty"), new byte[0])));
    }

    private static void expect(String code, Executable action) {
        assertEquals(code, assertThrows(FaultException.class, action).fault().code());
    }
}
