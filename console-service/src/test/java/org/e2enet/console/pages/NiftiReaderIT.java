package org.e2enet.console.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.e2enet.contract.Size3;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.VoxelType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page reads what the product writes: every voxel type, both byte orders, packed and not, NIfTI-1 and -2, several channels. */
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

    @SuppressWarnings("unchecked")
    private List<String> read(Volume volume, NiftiEncoding encoding, boolean packed, int channel) {
        String path = "/api/ingest/scans/read/images/0";
        byte[] file = MadeScan.file(out -> NiftiWriter.write(volume, encoding, out, packed));
        stub.answer("GET " + path, StubOrigin.Answer.volume(file));
        return (List<String>) page.evaluate(READ, List.of(path, channel));
    }

    private static String told(float[] voxels) {
        return String.join(
                ",",
                Stream.iterate(0, n -> n < voxels.length, n -> n + 1)
                        .map(n -> "%.2f".formatted(voxels[n]))
                        .toList());
    }
}
