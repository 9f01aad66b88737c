package org.e2enet.console.pages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.nifti.VoxelType;
import org.e2enet.testkit.NiftiBytes;
import org.e2enet.testkit.browser.Chromium;
import org.e2enet.testkit.browser.Visit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page reads files as the product does: every voxel type, both byte orders, packed and not, NIfTI-1 and -2, several channels, each placement. */
@Tag("peers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Chromium.class)
class NiftiReaderIT {
    private static final String READ = """
            async ([address, channel]) => {
              const { readVolume } = await import('/viewer/nifti.js');
              const volume = await readVolume((await fetch(address)).body, { channel });
              return [volume.dims.join(), volume.affine.flat().map(value => value.toFixed(3)).join(),
                Array.from(volume.data, value => (value * volume.slope + volume.intercept).toFixed(2)).join()];
            }""";

    private static final String READ_LABELS = """
            async address => {
              const { labelsOf, readVolume } = await import('/viewer/nifti.js');
              const { data, slope, intercept } = labelsOf(await readVolume((await fetch(address)).body));
              return [data.constructor.name, slope, intercept, Array.from(data).join()].join(' ');
            }""";

    private static final String PATH = "/api/ingest/scans/read/images/0";
    private static final int METRES = 1;
    private static final int MILLIMETRES = 2;
    private static final double NEAR_MM = 2e-3;

    private StubOrigin stub;
    private Visit visit;
    private Page page;

    @BeforeAll
    void open(Browser browser) {
        stub = StubOrigin.recorded();
        visit = Visit.of(browser, stub.address(), "scans");
        page = visit.page();
    }

    @AfterAll
    void close() {
        visit.close();
        stub.close();
    }

    @Test
    void readsEveryVoxelTypeInBothOrders() {
        float[] voxels = {0, 1, 2, 3, 100, 101, 90, 7};
        Geometry geometry = Geometry.of(new Size3(2, 2, 2), Affine.ofRows(-2, 0, 0, 10, 0, 3, 0, 4, 0, 0, 1.5, -7));
        for (VoxelType type : VoxelType.values()) {
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                for (boolean packed : List.of(true, false)) {
                    NiftiEncoding encoding = new NiftiEncoding(type, order, 1, 0);
                    assertEquals(
                            List.of(
                                    "2,2,2",
                                    "-2.000,0.000,0.000,10.000,0.000,3.000,0.000,4.000,0.000,0.000,1.500,-7.000",
                                    told(voxels)),
                            read(Volume.ofChannel(geometry, voxels), encoding, packed, 0),
                            type + " " + order + (packed ? " packed" : ""));
                }
            }
        }
    }

    @Test
    void appliesTheScale() {
        float[] voxels = {-1000, -900, 0, 40, 60, 1000, 1200, 3000};
        Geometry geometry = Geometry.of(new Size3(2, 2, 2), Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));
        NiftiEncoding encoding = new NiftiEncoding(VoxelType.INT16, ByteOrder.LITTLE_ENDIAN, 2, -1024);
        assertEquals(
                told(voxels),
                read(Volume.ofChannel(geometry, voxels), encoding, true, 0).get(2));
    }

    @Test
    void readsOneOfSeveralChannels() {
        Geometry geometry = Geometry.of(new Size3(2, 2, 2), Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));
        float[] second = {8, 7, 6, 5, 4, 3, 2, 1};
        Volume both = new Volume(geometry, List.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, second));
        assertEquals(told(second), read(both, NiftiEncoding.FLOAT32, true, 1).get(2));
    }

    @Test
    void readsNifti2() {
        int wide = 40_000; // more than NIfTI-1 has room for
        float[] voxels = new float[4 * wide];
        voxels[4 * wide - 1] = 77;
        Geometry geometry = Geometry.of(new Size3(2, 2, wide), Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));
        List<String> seen = read(Volume.ofChannel(geometry, voxels), NiftiEncoding.of(VoxelType.UINT8), true, 0);
        assertEquals("40000,2,2", seen.getFirst());
        assertEquals("77.00", seen.getLast().substring(seen.getLast().lastIndexOf(',') + 1));
    }

    /** Files with a quaternion and no rows: handedness, b, c, d, offset, unit, voxel sizes. */
    static Stream<Arguments> quaternions() {
        float half = (float) Math.sqrt(0.5);
        return Stream.of(
                Arguments.of("no turn", placed(1, 0, 0, 0, MILLIMETRES, 1)),
                Arguments.of("a quarter about the long axis", placed(1, 0, 0, half, MILLIMETRES, 1)),
                Arguments.of("left-handed", placed(-1, 0, 0, half, MILLIMETRES, 1)),
                Arguments.of("left-handed without a turn", placed(-1, 0, 0, 0, MILLIMETRES, 1)),
                Arguments.of("handedness left out", placed(0, half, 0, 0, MILLIMETRES, 1)),
                Arguments.of("oblique", placed(1, 0.1f, -0.2f, 0.3f, MILLIMETRES, 1)),
                Arguments.of("oblique and left-handed", placed(-1, -0.4f, 0.2f, 0.1f, MILLIMETRES, 1)),
                Arguments.of("longer than one by rounding", placed(1, 0, 1.000001f, 0, MILLIMETRES, 1)),
                Arguments.of("in metres", placed(1, 0, 0, half, METRES, 1e-3f)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("quaternions")
    void placesByTheQuaternionAsTheProductDoes(String name, byte[] file) {
        Volume product = new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                .readImage(new ByteArrayInputStream(file), file.length, "made");
        double[] rows = product.geometry().affine().toArray();
        assertArrayEquals(Arrays.copyOf(rows, 12), rowsOf(file), NEAR_MM);
    }

    @Test
    void aQuarterTurnLeadsTheFirstAxisToTheFront() {
        byte[] file = placed(-1, 0, 0, (float) Math.sqrt(0.5), MILLIMETRES, 1);
        assertArrayEquals(new double[] {0, -3, 0, 5, 2, 0, 0, -8, 0, 0, -4, 2}, rowsOf(file), NEAR_MM);
    }

    @Test
    void showsColouredVoxelsByTheirBrightness() {
        int[] colours = {0, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff, 0x804020, 0x010203, 0x7f7f7f};
        // Red, green and blue in three bytes; with opacity in four.
        for (int bytes = 3; bytes <= 4; bytes++) {
            byte[] file = NiftiBytes.of(new float[2 * bytes], 2, 2, 2).bytes();
            ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            fields.putShort(70, (short) (bytes == 3 ? 128 : 2304));
            float[] grey = new float[colours.length];
            for (int voxel = 0; voxel < colours.length; voxel++) {
                for (int part = 0; part < 3; part++) {
                    fields.put(352 + bytes * voxel + part, (byte) (colours[voxel] >> 16 - 8 * part));
                }
                grey[voxel] = Math.round(0.299 * (colours[voxel] >> 16)
                        + 0.587 * (colours[voxel] >> 8 & 255)
                        + 0.114 * (colours[voxel] & 255));
            }
            assertEquals(told(grey), read(file, 0).get(2), bytes + " bytes");
        }
    }

    @Test
    void labelsAreWholeNumbersWhateverTheyAreStoredAs() {
        float[] labels = {0, 1, 2, 3, 4, 5, 6, 300};
        Geometry geometry = Geometry.of(new Size3(2, 2, 2), Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));
        for (NiftiEncoding encoding : List.of(
                NiftiEncoding.FLOAT32,
                NiftiEncoding.of(VoxelType.FLOAT64),
                NiftiEncoding.of(VoxelType.INT64),
                new NiftiEncoding(VoxelType.INT16, ByteOrder.BIG_ENDIAN, 0.5f, -1),
                new NiftiEncoding(VoxelType.INT32, ByteOrder.LITTLE_ENDIAN, (float) Math.pow(2, -20), 0))) {
            byte[] file =
                    MadeScan.file(out -> NiftiWriter.write(Volume.ofChannel(geometry, labels), encoding, out, true));
            stub.answer("GET " + PATH, StubOrigin.Answer.volume(file));
            assertEquals("Int16Array 1 0 0,1,2,3,4,5,6,300", page.evaluate(READ_LABELS, PATH), encoding.toString());
        }
    }

    /** 2 x 3 x 4 mm, its first voxel at 5, -8, 2 mm, in a unit of {@code scale} mm. */
    private static byte[] placed(float handedness, float b, float c, float d, int unit, float scale) {
        byte[] file =
                NiftiBytes.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, 2, 2, 2).bytes();
        ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        fields.put(123, (byte) unit).putShort(252, (short) 1).putShort(254, (short) 0);
        float[] sizes = {handedness, 2 * scale, 3 * scale, 4 * scale};
        float[] quaternion = {b, c, d, 5 * scale, -8 * scale, 2 * scale};
        for (int n = 0; n < sizes.length; n++) {
            fields.putFloat(76 + 4 * n, sizes[n]);
        }
        for (int n = 0; n < quaternion.length; n++) {
            fields.putFloat(256 + 4 * n, quaternion[n]);
        }
        return file;
    }

    private double[] rowsOf(byte[] file) {
        return Stream.of(read(file, 0).get(1).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private List<String> read(Volume volume, NiftiEncoding encoding, boolean packed, int channel) {
        return read(MadeScan.file(out -> NiftiWriter.write(volume, encoding, out, packed)), channel);
    }

    @SuppressWarnings("unchecked")
    private List<String> read(byte[] file, int channel) {
        stub.answer("GET " + PATH, StubOrigin.Answer.volume(file));
        return (List<String>) page.evaluate(READ, List.of(PATH, channel));
    }

    private static String told(float[] voxels) {
        return String.join(
                ",",
                Stream.iterate(0, n -> n < voxels.length, n -> n + 1)
                        .map(n -> "%.2f".formatted(voxels[n]))
                        .toList());
    }
}
