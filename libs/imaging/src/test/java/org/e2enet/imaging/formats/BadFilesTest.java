package org.e2enet.imaging.formats;

import static org.e2enet.imaging.Faults.expect;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.e2enet.faults.FaultException;
import org.e2enet.imaging.nifti.NiftiSamples;
import org.e2enet.imaging.nifti.ReadLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad file of every format is told by its own stable code. */
class BadFilesTest {
    private record Case(String code, String name, byte[] bytes, boolean labels) {
        @Override
        public String toString() {
            return code + " " + name;
        }
    }

    private static Case of(String code, String name, byte[] bytes) {
        return new Case(code, name, bytes, false);
    }

    private static Case meta(String code, String name, UnaryOperator<TextScan> change) {
        return of(code, "MetaImage: " + name, change.apply(TextScan.metaImage()).bytes());
    }

    private static Case nrrd(String code, String name, UnaryOperator<TextScan> change) {
        return of(code, "NRRD: " + name, change.apply(TextScan.nrrd()).bytes());
    }

    private static Case labels(String code, String name, byte[] bytes) {
        return new Case(code, name + " as labels", bytes, true);
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        byte[] half = Arrays.copyOf(TextScan.voxels(ByteOrder.LITTLE_ENDIAN), 24);
        byte[] packed = TextScan.packed(TextScan.voxels(ByteOrder.LITTLE_ENDIAN), false);
        byte[] gzip = TextScan.packed(TextScan.voxels(ByteOrder.LITTLE_ENDIAN), true);
        byte[] negative = TextScan.voxels(ByteOrder.LITTLE_ENDIAN);
        negative[1] = (byte) 0x80;
        cases.add(of("IMG-101", "empty", new byte[0]));
        cases.add(of("IMG-115", "few bytes", new byte[20]));
        cases.add(of("IMG-102", "a letter", "Dear colleague, ".repeat(60).getBytes(StandardCharsets.US_ASCII)));
        cases.add(of("IMG-102", "zeros", new byte[4000]));

        cases.add(meta("IMG-130", "no NDims", scan -> scan.without("NDims").set("ObjectType", "Image")));
        cases.add(meta("IMG-130", "NDims a word", scan -> scan.set("NDims", "three")));
        cases.add(meta("IMG-131", "2-D", scan -> scan.set("NDims", "2").set("DimSize", "4 3")));
        cases.add(meta("IMG-131", "5-D", scan -> scan.set("NDims", "5").set("DimSize", "4 3 2 1 1")));
        cases.add(meta("IMG-130", "no DimSize", scan -> scan.without("DimSize")));
        cases.add(meta("IMG-130", "two sizes", scan -> scan.set("DimSize", "4 3")));
        cases.add(meta("IMG-130", "size 0", scan -> scan.set("DimSize", "4 0 2")));
        cases.add(meta("IMG-130", "negative size", scan -> scan.set("DimSize", "4 -3 2")));
        cases.add(meta("IMG-130", "half a voxel", scan -> scan.set("DimSize", "4.5 3 2")));
        cases.add(meta("IMG-131", "one slice", scan -> scan.set("DimSize", "4 6 1")));
        cases.add(meta("IMG-104", "more voxels than there are", scan -> scan.set("DimSize", "4 3 3")));
        cases.add(meta("IMG-105", "too many voxels", scan -> scan.set("DimSize", "60000 60000 60000")));
        cases.add(meta("IMG-105", "2^64 voxels, 0 as a long", scan -> scan.set("DimSize", "4194304 2097152 2097152")));
        cases.add(meta(
                "IMG-105", "voxels beyond a long", scan -> scan.set("DimSize", "2147483647 2147483647 2147483647")));
        cases.add(meta("IMG-104", "a gigavoxel", scan -> scan.set("DimSize", "1024 1024 1000")));
        cases.add(meta("IMG-104", "cut voxels", scan -> scan.data(half)));
        cases.add(meta("IMG-130", "no type", scan -> scan.without("ElementType")));
        cases.add(meta("IMG-131", "unknown type", scan -> scan.set("ElementType", "MET_OTHER")));
        cases.add(meta("IMG-131", "text voxels", scan -> scan.set("BinaryData", "False")));
        cases.add(meta("IMG-131", "colour", scan -> scan.without("ElementDataFile")
                .set("ElementNumberOfChannels", "3")
                .set("ElementDataFile", "LOCAL")));
        cases.add(meta("IMG-130", "no data file", scan -> scan.without("ElementDataFile")
                .data(new byte[0])));
        cases.add(meta("IMG-132", "data file absent", scan -> scan.set("ElementDataFile", "absent.raw")));
        cases.add(meta("IMG-132", "data file elsewhere", scan -> scan.set("ElementDataFile", "../x.raw")));
        cases.add(meta("IMG-132", "data file of the system", scan -> scan.set("ElementDataFile", "/etc/passwd")));
        cases.add(meta("IMG-131", "list of files", scan -> scan.set("ElementDataFile", "LIST")));
        cases.add(meta("IMG-131", "pattern of files", scan -> scan.set("ElementDataFile", "x%03d.raw 1 2 1")));
        cases.add(meta("IMG-109", "spacing 0", scan -> scan.set("ElementSpacing", "0 1 1")
                .without("TransformMatrix")
                .without("Offset")));
        cases.add(meta("IMG-109", "spacing 0, placed", scan -> scan.set("ElementSpacing", "0 1 1")));
        cases.add(meta("IMG-130", "spacing NaN", scan -> scan.set("ElementSpacing", "NaN 1 1")));
        cases.add(meta("IMG-130", "spacing of words", scan -> scan.set("ElementSpacing", "a b c")));
        cases.add(meta("IMG-110", "axes that coincide", scan -> scan.set("TransformMatrix", "1 0 0 1 0 0 0 0 1")));
        cases.add(meta(
                "IMG-125", "axes 30 degrees apart", scan -> scan.set("TransformMatrix", "1 0 0 0.866 0.5 0 0 0 1")));
        cases.add(meta("IMG-130", "matrix of 4", scan -> scan.set("TransformMatrix", "1 0 0 1")));
        cases.add(meta("IMG-130", "no offset numbers", scan -> scan.set("Offset", "here")));
        cases.add(meta("IMG-103", "packed voxels that are not", scan -> scan.set("CompressedData", "True")));
        cases.add(meta("IMG-103", "packed voxels cut short", scan -> scan.set("CompressedData", "True")
                .data(Arrays.copyOf(packed, 20))));
        cases.add(meta("IMG-130", "header size of words", scan -> scan.without("ElementDataFile")
                .set("HeaderSize", "many")
                .set("ElementDataFile", "LOCAL")));
        cases.add(meta("IMG-119", "40 channels", scan -> scan.set("NDims", "4")
                .set("DimSize", "4 3 2 40")
                .set("TransformMatrix", "1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1")
                .set("Offset", "0 0 0 0")
                .set("ElementSpacing", "1 1 1 1")));
        cases.add(
                of("IMG-130", "MetaImage: a line without =", "NDims = 3\nhello\n".getBytes(StandardCharsets.US_ASCII)));
        cases.add(of(
                "IMG-134",
                "MetaImage: an endless line",
                ("Comment = " + "x".repeat(1 << 21)).getBytes(StandardCharsets.US_ASCII)));

        cases.add(of("IMG-130", "NRRD: version 9", "NRRD0009\ntype: short\n\n".getBytes(StandardCharsets.US_ASCII)));
        cases.add(of("IMG-130", "NRRD: a line without :", "NRRD0004\nhello\n\n".getBytes(StandardCharsets.US_ASCII)));
        cases.add(nrrd("IMG-130", "no type", scan -> scan.without("type")));
        cases.add(nrrd("IMG-131", "blocks", scan -> scan.set("type", "block")));
        cases.add(nrrd("IMG-130", "no dimension", scan -> scan.without("dimension")));
        cases.add(nrrd("IMG-131", "2-D", scan -> scan.set("dimension", "2").set("sizes", "4 3")));
        cases.add(nrrd("IMG-130", "two sizes", scan -> scan.set("sizes", "4 3")));
        cases.add(nrrd("IMG-130", "size 0", scan -> scan.set("sizes", "4 0 2")));
        cases.add(nrrd("IMG-131", "one slice", scan -> scan.set("sizes", "4 6 1")));
        cases.add(nrrd("IMG-105", "too many voxels", scan -> scan.set("sizes", "60000 60000 60000")));
        cases.add(nrrd("IMG-105", "2^64 voxels, 0 as a long", scan -> scan.set("sizes", "4194304 2097152 2097152")));
        cases.add(nrrd("IMG-104", "more voxels than there are", scan -> scan.set("sizes", "4 3 9")));
        cases.add(nrrd("IMG-104", "cut voxels", scan -> scan.data(half)));
        cases.add(nrrd("IMG-130", "no endian", scan -> scan.without("endian")));
        cases.add(nrrd("IMG-130", "middle endian", scan -> scan.set("endian", "middle")));
        cases.add(nrrd("IMG-130", "no encoding", scan -> scan.without("encoding")));
        cases.add(nrrd("IMG-131", "bzip2", scan -> scan.set("encoding", "bzip2")));
        cases.add(nrrd("IMG-131", "text voxels", scan -> scan.set("encoding", "ascii")));
        cases.add(nrrd("IMG-103", "gzip that is none", scan -> scan.set("encoding", "gzip")));
        cases.add(nrrd("IMG-103", "gzip cut short", scan -> scan.set("encoding", "gzip")
                .data(Arrays.copyOf(gzip, 30))));
        cases.add(nrrd("IMG-133", "no space", scan -> scan.without("space")));
        cases.add(nrrd("IMG-133", "3D right-handed", scan -> scan.set("space", "3D-right-handed")));
        cases.add(nrrd("IMG-130", "two directions", scan -> scan.set("space directions", "(1,0,0) (0,1,0)")));
        cases.add(nrrd("IMG-130", "directions without brackets", scan -> scan.set("space directions", "1 0 0")));
        cases.add(nrrd(
                "IMG-130", "directions of words", scan -> scan.set("space directions", "(a,0,0) (0,1,0) (0,0,1)")));
        cases.add(
                nrrd("IMG-110", "axes that coincide", scan -> scan.set("space directions", "(1,0,0) (1,0,0) (0,0,1)")));
        cases.add(nrrd(
                "IMG-125",
                "axes 30 degrees apart",
                scan -> scan.set("space directions", "(1,0,0) (0.866,0.5,0) (0,0,1)")));
        cases.add(nrrd("IMG-130", "origin of two", scan -> scan.set("space origin", "(1,2)")));
        cases.add(nrrd("IMG-131", "channels first", scan -> scan.set("dimension", "4")
                .set("sizes", "2 4 3 1")
                .set("space directions", "none (1,0,0) (0,1,0) (0,0,1)")));
        cases.add(nrrd(
                "IMG-130",
                "an axis of time in the middle",
                scan -> scan.set("space directions", "(1,0,0) none (0,0,1)")));
        cases.add(nrrd("IMG-132", "data file absent", scan -> scan.set("data file", "absent.raw")));
        cases.add(nrrd("IMG-132", "data file elsewhere", scan -> scan.set("data file", "../../x")));
        cases.add(nrrd("IMG-131", "list of files", scan -> scan.set("data file", "LIST")));
        cases.add(nrrd("IMG-131", "lines to skip", scan -> scan.set("line skip", "2")));
        cases.add(nrrd("IMG-130", "bytes to skip of words", scan -> scan.set("byte skip", "some")));
        cases.add(nrrd("IMG-104", "bytes to skip beyond the end", scan -> scan.set("byte skip", "100000")));

        cases.add(labels(
                "IMG-112",
                "NRRD: a negative voxel",
                TextScan.nrrd().data(negative).bytes()));
        cases.add(labels(
                "IMG-112",
                "MetaImage: a negative voxel",
                TextScan.metaImage().data(negative).bytes()));
        cases.add(labels(
                "IMG-108",
                "MetaImage: two channels",
                TextScan.metaImage()
                        .set("NDims", "4")
                        .set("DimSize", "2 3 2 2")
                        .set("TransformMatrix", "1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1")
                        .set("Offset", "0 0 0 0")
                        .set("ElementSpacing", "1 1 1 1")
                        .bytes()));
        NiftiSamples.bad().forEach((name, bad) -> cases.add(of(bad.code(), "NIfTI: " + name, bad.bytes())));
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldBeToldByItsCode(Case bad, @TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("scan"), bad.bytes());
        ScanReader reader = new ScanReader(ReadLimits.WITH_CHANNELS);
        expect(bad.code(), () -> {
            if (bad.labels()) {
                reader.readLabels(file, "t");
            } else {
                reader.readImage(file, "t");
            }
        });
    }

    @Test
    void shouldHoldCasesOfEveryFormat() {
        assertTrue(cases().size() >= 60, () -> cases().size() + " cases");
        for (String format : List.of("NIfTI", "MetaImage", "NRRD")) {
            assertTrue(
                    cases().stream()
                                    .filter(bad -> bad.name().startsWith(format))
                                    .count()
                            >= 10,
                    format);
        }
    }

    /** jqwik's 1000 tries by default, ten files each; -Djqwik.tries.default=100000 makes a million. */
    @Property
    void shouldThrowNothingButFaultsOnDamagedText(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path file = Files.createTempFile("scan", ".damaged");
        try {
            for (int n = 0; n < 10; n++) {
                byte[] bytes = (random.nextBoolean() ? TextScan.nrrd() : TextScan.metaImage()).bytes();
                for (int damage = random.nextInt(1, 6); damage > 0; damage--) {
                    byte any = (byte) (random.nextBoolean() ? random.nextInt(10) + '0' : random.nextInt());
                    bytes[random.nextInt(bytes.length)] = any;
                }
                Files.write(file, random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
                long before = allocated();
                try {
                    new ScanReader(new ReadLimits(1 << 20, 4)).readImage(file, "t");
                } catch (FaultException expected) {
                    assertTrue(expected.fault().code().startsWith("IMG-1"), "seed " + seed);
                }
                assertTrue(allocated() - before < 16 << 20, "seed " + seed);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
