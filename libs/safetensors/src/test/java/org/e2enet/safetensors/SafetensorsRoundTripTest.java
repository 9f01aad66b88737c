package org.e2enet.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsRoundTripTest {
    @TempDir
    Path folder;

    @Test
    void shouldReadBackWhateverIsWritten() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            int d = random.nextInt(5);
            int w = 1 + random.nextInt(7);
            float[] floats = new float[d * w];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = Float.intBitsToFloat(random.nextInt());
            }
            long[] longs = random.longs(w).toArray();
            int[] ints = random.ints(w).toArray();
            double[] doubles = random.doubles(w).toArray();
            short[] shorts = new short[w];
            byte[] bytes = new byte[w];
            random.nextBytes(bytes);
            for (int i = 0; i < w; i++) {
                shorts[i] = (short) random.nextInt();
            }
            byte[] file = new SafetensorsWriter()
                    .metadata("seed", Long.toString(seed))
                    .metadata("text", "line\n\"quoted\" ü")
                    .add("floats", new Tensor(List.of(d, w), floats))
                    .add("longs", List.of(w), longs)
                    .add("ints", List.of(1, w), ints)
                    .add("shorts", List.of(w), shorts)
                    .add("doubles", List.of(w), doubles)
                    .add("bytes", List.of(w), bytes)
                    .addUnsigned("mask", List.of(w), bytes)
                    .add("scalar", List.of(), new float[] {3})
                    .toBytes();

            try (SafetensorsFile read = SafetensorsFile.of(file, "seed " + seed)) {
                assertEquals(Map.of("seed", Long.toString(seed), "text", "line\n\"quoted\" ü"), read.metadata());
                assertEquals(List.of(d, w), read.entry("floats").shape(), "seed " + seed);
                assertArrayEquals(floats, read.floats("floats"), "seed " + seed);
                assertArrayEquals(longs, read.longs("longs"), "seed " + seed);
                assertArrayEquals(ints, read.ints("ints"), "seed " + seed);
                assertArrayEquals(shorts, read.shorts("shorts"), "seed " + seed);
                assertArrayEquals(doubles, read.doubles("doubles"), "seed " + seed);
                assertArrayEquals(bytes, read.bytes("bytes"), "seed " + seed);
                assertArrayEquals(bytes, read.bytes("mask"), "seed " + seed);
                assertEquals((float) (bytes[0] & 0xFF), read.floats("mask")[0], "seed " + seed);
                assertEquals((float) shorts[0], read.floats("shorts")[0], "seed " + seed);
                assertEquals(
                        new Tensor(List.of(), new float[] {3}).shape(),
                        read.tensor("scalar").shape());
            }
        }
    }

    @Test
    void shouldWriteTheSameBytesInWhateverOrderTensorsAreAdded() {
        SafetensorsWriter one = new SafetensorsWriter()
                .metadata("a", "1")
                .metadata("b", "2")
                .add("x", List.of(2), new float[] {1, 2})
                .add("y", List.of(1), new byte[] {3})
                .add("a", List.of(1), new long[] {4});
        SafetensorsWriter other = new SafetensorsWriter()
                .add("a", List.of(1), new long[] {4})
                .add("y", List.of(1), new byte[] {3})
                .add("x", List.of(2), new float[] {1, 2})
                .metadata("b", "2")
                .metadata("a", "1");

        assertArrayEquals(one.toBytes(), other.toBytes());
    }

    @Test
    void shouldReadHalfAndBrainFloats() {
        String json = "{\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[4,8]}}";
        // binary16: 0x3C00 = 1, 0xC100 = -2.5; bfloat16: 0x3FC0 = 1.5, 0xFF80 = -infinity
        byte[] file =
                RawFile.of(json, new byte[] {0, 0x3C, 0, (byte) 0xC1, (byte) 0xC0, 0x3F, (byte) 0x80, (byte) 0xFF});

        try (SafetensorsFile read = SafetensorsFile.of(file, "halves")) {
            assertArrayEquals(new float[] {1, -2.5f}, read.floats("h"));
            assertArrayEquals(new float[] {1.5f, Float.NEGATIVE_INFINITY}, read.floats("b"));
        }
    }

    @Test
    void shouldMapFilesAndAlignTheirData() throws Exception {
        Path path = folder.resolve("large.safetensors");
        float[] values = new float[3 << 20];
        values[values.length - 1] = 7;
        new SafetensorsWriter()
                .add("odd", List.of(3), new byte[3])
                .add("values", List.of(3, 1 << 20), values)
                .write(path);

        try (SafetensorsFile read = SafetensorsFile.open(path)) {
            assertArrayEquals(values, read.floats("values"));
            assertEquals(List.of("values", "odd"), List.copyOf(read.names()));
        }
        assertEquals(0, (Files.size(path) - 3 - 4L * values.length) % 8);
    }

    @Test
    void shouldReachTensorsBeyondTwoGigabytes() throws Exception {
        long first = 3L << 30;
        String json = "{\"a\":{\"dtype\":\"U8\",\"shape\":[3,1024,1048576],\"data_offsets\":[0," + first + "]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[" + first + "," + (first + 2) + "]}}";
        byte[] header = RawFile.of(json, new byte[0]);
        Path path = folder.resolve("huge.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.write(header);
            // A hole: takes no room on the disk.
            file.seek(header.length + first - 1);
            file.write(new byte[] {5, 6, 7});
        }

        try (SafetensorsFile read = SafetensorsFile.open(path)) {
            assertEquals(5, read.segment("a").get(ValueLayout.JAVA_BYTE, first - 1));
            assertArrayEquals(new byte[] {6, 7}, read.bytes("b"));
            FaultException tooLarge = assertThrows(FaultException.class, () -> read.floats("a"));
            assertEquals("NET-306", tooLarge.fault().code());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forward_s122.io",
                "forward_s122.weights",
                "forward_s222.io",
                "forward_s222.weights",
                "preproc",
                "slide",
                "train.data",
                "train.final.batchdice",
                "train.final.sampledice",
                "train.final.sampledice_maskedgrad_clip0.25",
                "train.grad_step1_clipped.sampledice",
                "train.init",
                "train.maskupdate"
            })
    void shouldReadEveryReferenceFile(String name) throws Exception {
        try (InputStream stream = getClass().getResourceAsStream("/golden/" + name + ".safetensors");
                SafetensorsFile read = SafetensorsFile.read(stream, name)) {
            assertTrue(read.names().size() > 1);
            for (TensorEntry entry : read.entries()) {
                int values =
                        switch (entry.type()) {
                            case F64 -> read.doubles(entry.name()).length;
                            case I64 -> read.longs(entry.name()).length;
                            default -> read.floats(entry.name()).length;
                        };
                assertEquals(entry.elements(), values, entry.name());
            }
        }
    }
}
