package org.e2enet.imaging.nifti;

import static org.e2enet.imaging.Faults.expect;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NiftiRejectionTest {
    @Test
    void shouldRejectWhatIsNoNifti() {
        expect("IMG-101", () -> NiftiBytes.image(new byte[0]));
        expect("IMG-101", () -> NiftiBytes.image(NiftiBytes.packed(new byte[0])));
        expect("IMG-102", () -> NiftiBytes.image("%PDF-1.7 ".repeat(80).getBytes(StandardCharsets.US_ASCII)));
        expect(
                "IMG-102",
                () -> NiftiBytes.image(
                        new NiftiBytes(ByteOrder.BIG_ENDIAN).floatAt(344, 0).bytes()));
        expect("IMG-115", () -> NiftiBytes.image(new byte[17]));
    }

    @Test
    void shouldNameThePairWhoseHeaderComesAlone() {
        NiftiBytes pair = NiftiBytes.littleEndian();
        pair.file.put(345, (byte) 'i');
        expect("IMG-102", () -> NiftiBytes.image(pair.bytes()));
    }

    @Test
    void shouldRejectGzipCutShortOrDamaged() {
        byte[] whole = NiftiBytes.littleEndian().packed();
        for (int length = 2; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            expect("IMG-103", () -> NiftiBytes.image(cut));
        }
        byte[] checksum = whole.clone();
        checksum[whole.length - 8] ^= 1;
        expect("IMG-103", () -> NiftiBytes.image(checksum));
    }

    @Test
    void shouldRejectHeaderThatPromisesMoreVoxelsThanTheFileHolds() {
        byte[] plain = NiftiBytes.littleEndian().dim(3, 4, 3, 3).bytes();
        expect("IMG-104", () -> NiftiBytes.image(plain));
        expect("IMG-104", () -> NiftiBytes.imageOfUnknownSize(plain));
        expect("IMG-104", () -> NiftiBytes.image(NiftiBytes.packed(plain)));
        byte[] gigavoxel = NiftiBytes.littleEndian().dim(3, 1024, 1024, 1000).packed();
        expect("IMG-104", () -> NiftiBytes.image(gigavoxel));
        expect("IMG-104", () -> NiftiBytes.labels(gigavoxel));
    }

    @Test
    void shouldRejectTooManyVoxelsBeforeAllocating() {
        byte[] tera = NiftiBytes.littleEndian().dim(3, 16384, 8192, 8192).bytes();
        long before = allocated();

        expect("IMG-105", () -> NiftiBytes.imageOfUnknownSize(tera));
        expect("IMG-105", () -> NiftiBytes.image(NiftiBytes.packed(tera)));

        assertTrue(allocated() - before < 4 << 20, "allocated " + (allocated() - before) + " bytes");
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @Test
    void shouldRejectTypesThatHoldNoSingleNumber() {
        for (int type : new int[] {0, 1, 32, 128, 1536, 1792, 2048, 2304, 77}) {
            expect(
                    "IMG-106",
                    () -> NiftiBytes.image(
                            NiftiBytes.littleEndian().shortAt(70, type).bytes()));
        }
    }

    @Test
    void shouldRejectSlicesAndMoreThanFourDimensions() {
        int[][] dims = {{2, 6, 4}, {3, 24, 1, 1}, {3, 4, 3, -2}, {5, 4, 3, 1, 1, 2}, {5, 4, 3, 2, 1, 2}, {0}, {9, 4}};
        for (int[] dim : dims) {
            expect(
                    "IMG-107",
                    () -> NiftiBytes.image(NiftiBytes.littleEndian().dim(dim).bytes()));
        }
    }

    @Test
    void shouldRejectChannelsWhereOneIsWanted() {
        byte[] file = NiftiBytes.littleEndian().dim(4, 2, 3, 2, 2).bytes();
        expect("IMG-108", () -> NiftiBytes.image(file));
        expect("IMG-108", () -> NiftiBytes.labels(file));
    }

    @Test
    void shouldRejectSpacingThatIsNotPositive() {
        for (double mm : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            expect(
                    "IMG-109",
                    () -> NiftiBytes.image(
                            NiftiBytes.littleEndian().floatAt(84, mm).bytes()));
        }
    }

    @Test
    void shouldRejectAffineThatSpansNoSpace() {
        NiftiBytes file =
                NiftiBytes.littleEndian().shortAt(254, 1).floatAt(280, 1).floatAt(300, 1);
        expect("IMG-110", () -> NiftiBytes.image(file.bytes()));
        file.floatAt(320, Double.NaN);
        expect("IMG-110", () -> NiftiBytes.image(file.bytes()));
        expect(
                "IMG-110",
                () -> NiftiBytes.image(NiftiBytes.littleEndian()
                        .shortAt(252, 1)
                        .floatAt(256, Double.NaN)
                        .bytes()));
    }

    @Test
    void shouldRejectVoxelsThatAreNotFinite() {
        for (double voxel : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            byte[] file = NiftiBytes.littleEndian()
                    .shortAt(70, 16)
                    .dim(3, 2, 3, 2)
                    .floatAt(352, voxel)
                    .bytes();
            expect("IMG-111", () -> NiftiBytes.image(file));
            expect("IMG-111", () -> NiftiBytes.labels(file));
        }
    }

    @Test
    void shouldRejectLabelsThatAreNotCountingNumbers() {
        expect(
                "IMG-112",
                () -> NiftiBytes.labels(
                        NiftiBytes.littleEndian().floatAt(112, 0.5).bytes()));
        expect(
                "IMG-112",
                () -> NiftiBytes.labels(
                        NiftiBytes.littleEndian().shortAt(360, -1).bytes()));
        expect(
                "IMG-112",
                () -> NiftiBytes.labels(NiftiBytes.littleEndian()
                        .shortAt(70, 512)
                        .shortAt(360, 40000)
                        .bytes()));
    }

    @Test
    void shouldRejectFieldsThatMakeNoSense() {
        expect(
                "IMG-117",
                () -> NiftiBytes.image(
                        NiftiBytes.littleEndian().floatAt(108, 17).bytes()));
        expect(
                "IMG-117",
                () -> NiftiBytes.image(
                        NiftiBytes.littleEndian().floatAt(108, 1e30).bytes()));
        NiftiBytes metres = NiftiBytes.littleEndian();
        metres.file.put(123, (byte) 1);
        expect("IMG-126", () -> NiftiBytes.image(metres.bytes()));
    }

    @Test
    void shouldRejectFileThatCannotBeRead(@TempDir Path folder) {
        NiftiReader reader = new NiftiReader(ReadLimits.SINGLE_CHANNEL);
        expect("IMG-116", () -> reader.readImage(folder.resolve("absent.nii"), "scan"));
        expect("IMG-116", () -> reader.readImage(folder, "scan"));
    }

    @Test
    void shouldThrowNothingButFaultsOnCutFiles() {
        byte[] whole = NiftiBytes.littleEndian().bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            String code = length == 0 ? "IMG-101" : length < 348 ? "IMG-115" : "IMG-104";
            expect(code, () -> NiftiBytes.image(cut));
            expect(code, () -> NiftiBytes.imageOfUnknownSize(cut));
        }
    }

    @Test
    void shouldThrowNothingButFaultsOnDamagedBytes() {
        long seed = 20260223;
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes =
                    new NiftiBytes(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN).bytes();
            for (int damage = random.nextInt(1, 5); damage > 0; damage--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] sent = random.nextBoolean() ? bytes : NiftiBytes.packed(bytes);
            try {
                new NiftiReader(new ReadLimits(1 << 20, 4))
                        .readImage(new ByteArrayInputStream(sent), random.nextBoolean() ? sent.length : -1, "t");
            } catch (FaultException expected) {
                assertTrue(expected.fault().code().startsWith("IMG-1"), "seed " + seed + " round " + round);
            }
        }
    }
}
