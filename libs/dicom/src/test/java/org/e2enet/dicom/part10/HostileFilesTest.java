package org.e2enet.dicom.part10;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.e2enet.dicom.PackBits;
import org.e2enet.dicom.SyntheticSeries;
import org.e2enet.dicom.pixels.FrameDecoder;
import org.e2enet.dicom.pixels.FrameFormat;
import org.e2enet.faults.FaultException;

/** Damaged files: faults and nothing else, and no more memory than the file is worth. */
class HostileFilesTest {
    private static final long MAX_ALLOCATED = 8 << 20;
    private static final List<TransferSyntax> SYNTAXES = List.of(
            TransferSyntax.EXPLICIT_LITTLE,
            TransferSyntax.IMPLICIT_LITTLE,
            TransferSyntax.EXPLICIT_BIG,
            TransferSyntax.DEFLATED,
            TransferSyntax.RLE);

    /** Tries by default: jqwik's 1000, ten files each; -Djqwik.tries.default=100000 makes a million. */
    @Property
    void shouldThrowNothingButFaultsOnDamagedBytes(@ForAll long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < 10; n++) {
            byte[] file = file(random);
            for (int damage = random.nextInt(1, 8); damage > 0; damage--) {
                // Most damage goes where structure is: the first part.
                int at = random.nextInt(random.nextBoolean() ? file.length : Math.min(file.length, 420));
                file[at] = random.nextInt(4) == 0 ? (byte) 0xff : (byte) random.nextInt();
            }
            byte[] read = random.nextInt(4) == 0 ? java.util.Arrays.copyOf(file, random.nextInt(file.length)) : file;
            long before = allocated();
            readAll(read);
            assertTrue(allocated() - before < MAX_ALLOCATED, "seed " + seed + " file " + n);
        }
    }

    private static byte[] file(Random random) {
        TransferSyntax syntax = SYNTAXES.get(random.nextInt(SYNTAXES.size()));
        DataSet header = SyntheticSeries.axial().header(1);
        header.put(
                Attribute.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
                new DataSet()
                        .put(
                                Attribute.PLANE_POSITION_SEQUENCE,
                                new DataSet().put(Attribute.IMAGE_POSITION_PATIENT, "1\\2\\3")));
        short[] pixels = SyntheticSeries.pixels(1);
        byte[] element = syntax.equals(TransferSyntax.RLE)
                ? RawDicom.fragments(List.of(PackBits.frame(pixels)), 0)
                : RawDicom.nativePixels(syntax, pixels);
        return RawDicom.file(syntax, header, element, random.nextBoolean());
    }

    private static void readAll(byte[] bytes) {
        try {
            Part10File file = new Part10Reader(MemorySegment.ofArray(bytes), "t").read();
            FrameFormat format = FrameFormat.of(file.dataSet(), "t");
            if (format.pixels() <= 4096) {
                FrameDecoder.decode(file, format, 0, new int[(int) format.pixels()], "t");
            }
        } catch (FaultException expected) {
            assertTrue(expected.fault().code().startsWith("DCM-"), expected.getMessage());
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
