package org.e2enet.preparation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.nifti.VoxelType;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is told beforehand is enough: a process with just that much heap prepares the scan. One that were told too little would end
 * with status 3, {@code -XX:+ExitOnOutOfMemoryError}.
 */
class HeapNeedTest {
    private static final int EDGE = 160;
    private static final double MIB = 1 << 20;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "1, zscore, true, 160",
        "1, zscore, false, 160",
        "1, zscore, true, 96",
        "0.8, zscore, true, 160",
        "2, zscore, true, 160",
        "1, zscore-nonzero, true, 160"
    })
    void shouldBeEnough(double spacingMm, String normalization, boolean labelled, int keptSlices) throws Exception {
        Preparation wanted = preparation(spacingMm, normalization);
        HeapNeed need = new HeapNeed(Math.pow(EDGE, 3), 1, labelled);
        Size3 cropped = new Size3(keptSlices, EDGE, EDGE);
        double bytes = Math.max(need.toRead(), need.toPrepare(cropped, new Spacing(1, 1, 1), wanted));
        // What any such process has besides: classes, strings, the collector's own slack.
        long heapMib = (long) Math.ceil(bytes / MIB) + 24;

        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                store(labelled, keptSlices).toString(),
                Double.toString(spacingMm),
                normalization,
                Boolean.toString(labelled)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
        process.waitFor();

        assertEquals(
                0,
                process.exitValue(),
                () -> java.nio.file.Files.exists(directory.resolve("out.txt"))
                        ? read(directory.resolve("out.txt")) + " with " + heapMib + " MiB"
                        : "");
    }

    /** With a mask it would be more: 8.2 bytes a voxel, where reading takes 8. */
    @Test
    void shouldCountNoMaskWhereNoneIsMade() {
        HeapNeed need = new HeapNeed(Math.pow(EDGE, 3), 1, true);
        Size3 cropped = new Size3(96, EDGE, EDGE);

        double bytes = need.toPrepare(cropped, new Spacing(1, 1, 1), preparation(1, "zscore"));

        assertTrue(bytes < need.toRead(), bytes + " bytes");
    }

    private static String read(Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private static Preparation preparation(double spacingMm, String normalization) {
        return Preparation.canonical(
                new Spacing(spacingMm, spacingMm, spacingMm), List.of(ChannelNormalization.named(normalization, null)));
    }

    /** An array stored from left to right, front to back: it has to be turned, as most scans have. Zero outside of some slices. */
    private Path store(boolean labelled, int keptSlices) {
        FileStore store = new FileStore(directory);
        Geometry geometry =
                Geometry.of(new Size3(EDGE, EDGE, EDGE), Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0));
        float[] voxels = new float[geometry.extent().arrayLength()];
        short[] labels = new short[voxels.length];
        for (int n = 0; n < keptSlices * EDGE * EDGE; n++) {
            voxels[n] = n % 977 - 1024;
            labels[n] = (short) (n % 977 > 900 ? 1 : 0);
        }
        store.publish(
                "image.json",
                Main.json(store.put(
                        "application/gzip",
                        out -> NiftiWriter.write(
                                Volume.ofChannel(geometry, voxels), NiftiEncoding.of(VoxelType.INT16), out, true))));
        if (labelled) {
            store.publish(
                    "labels.json",
                    Main.json(store.put(
                            "application/gzip",
                            out -> NiftiWriter.write(new LabelVolume(geometry, labels), out, true))));
        }
        return directory;
    }

    /** The process: nothing asked for, so that only the real need counts. */
    static final class Main {
        private static final MemoryBudget UNLIMITED = new MemoryBudget(Long.MAX_VALUE, Long.MAX_VALUE);

        private Main() {}

        public static void main(String[] arguments) {
            FileStore store = new FileStore(Path.of(arguments[0]));
            new ScanPreparer(store, ReadLimits.WITH_CHANNELS, need -> UNLIMITED.tryReserve(need, () -> false))
                    .prepare(
                            List.of(ref(store, "image.json")),
                            Boolean.parseBoolean(arguments[3]) ? ref(store, "labels.json") : null,
                            preparation(Double.parseDouble(arguments[1]), arguments[2]),
                            _ -> false,
                            _ -> {},
                            StageTimer.NONE);
        }

        static byte[] json(ObjectRef ref) {
            return org.e2enet.contract.EventJson.write(ref);
        }

        private static ObjectRef ref(FileStore store, String name) {
            return org.e2enet.contract.EventJson.read(store.find(name).orElseThrow(), ObjectRef.class);
        }
    }
}
