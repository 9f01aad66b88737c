package org.e2enet.dicom.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.e2enet.dicom.Faults;
import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.DataSet;
import org.e2enet.dicom.part10.Part10File;
import org.e2enet.dicom.part10.Part10Reader;
import org.e2enet.dicom.part10.RawDicom;
import org.e2enet.dicom.part10.TransferSyntax;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code streams that GDCM and DCMTK wrote of a known pattern: 40 rows of 48 pixels of 12 bits. */
class CodedFramesTest {
    private static final int ROWS = 40;
    private static final int COLUMNS = 48;

    private enum Coding {
        JPEG_LOSSLESS(TransferSyntax.JPEG_LOSSLESS_FIRST, "jpeg-lossless", null, ""),
        /** Predictor 6, by DCMTK. */
        JPEG_LOSSLESS_6(TransferSyntax.JPEG_LOSSLESS, "jpeg-lossless-6", null, ""),
        JPEG_LS(TransferSyntax.JPEG_LS, "jpeg-ls", "libcharls.so.2", "libcharls2"),
        JPEG_2000(TransferSyntax.JPEG_2000_LOSSLESS, "jpeg-2000", "libopenjp2.so.7", "libopenjp2-7");

        private final TransferSyntax syntax;
        private final String file;
        private final String library;
        private final String debianPackage;

        Coding(TransferSyntax syntax, String file, String library, String debianPackage) {
            this.syntax = syntax;
            this.file = file;
            this.library = library;
            this.debianPackage = debianPackage;
        }

        byte[] stream() {
            try (InputStream in = CodedFramesTest.class.getResourceAsStream("/pixels/" + file + ".bin")) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @SuppressWarnings("restricted")
        boolean isHere() {
            try (Arena arena = Arena.ofConfined()) {
                return library == null || SymbolLookup.libraryLookup(library, arena) != null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    private static DataSet header(int frames) {
        return new DataSet()
                .put(Attribute.SAMPLES_PER_PIXEL, 1)
                .put(Attribute.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .put(Attribute.NUMBER_OF_FRAMES, frames)
                .put(Attribute.ROWS, ROWS)
                .put(Attribute.COLUMNS, COLUMNS)
                .put(Attribute.BITS_ALLOCATED, 16)
                .put(Attribute.BITS_STORED, 12)
                .put(Attribute.HIGH_BIT, 11)
                .put(Attribute.PIXEL_REPRESENTATION, 0);
    }

    private static int[] decode(TransferSyntax syntax, DataSet header, byte[] pixels, int frame) {
        byte[] bytes = RawDicom.file(syntax, header, pixels, false);
        Part10File file = new Part10Reader(MemorySegment.ofArray(bytes), "t").read();
        FrameFormat format = FrameFormat.of(header, "t");
        int[] stored = new int[(int) format.pixels()];
        FrameDecoder.decode(file, format, frame, stored, "t");
        return stored;
    }

    private static void assertPattern(int[] stored) {
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < COLUMNS; c++) {
                assertEquals((r * 97 + c * 31 + (r * c) % 53 * 7) % 4096, stored[r * COLUMNS + c], r + "," + c);
            }
        }
    }

    /** Decodes where the library is; where it is not, the package is named. */
    private static void check(Coding coding, byte[] pixels, int frames, int frame) {
        if (coding.isHere()) {
            assertPattern(decode(coding.syntax, header(frames), pixels, frame));
        } else {
            Fault fault = Faults.expect("DCM-210", () -> decode(coding.syntax, header(frames), pixels, frame));
            assertTrue(fault.mend().contains(coding.debianPackage), fault.message());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldDecodeWhatAnotherProgramWrote(Coding coding) {
        check(coding, RawDicom.fragments(List.of(coding.stream())), 1, 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldJoinFragmentsOfOneFrame(Coding coding) {
        byte[] stream = coding.stream();
        List<byte[]> fragments = new ArrayList<>();
        for (int from = 0; from < stream.length; from += 100) {
            fragments.add(Arrays.copyOfRange(stream, from, Math.min(stream.length, from + 100)));
        }
        check(coding, RawDicom.fragments(fragments), 1, 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldThrowNothingButFaultsOnCutStreams(Coding coding) {
        byte[] stream = coding.stream();
        for (int length = 0; length < stream.length; length += 7) {
            byte[] pixels = RawDicom.fragments(List.of(Arrays.copyOf(stream, length)));
            try {
                decode(coding.syntax, header(1), pixels, 0);
            } catch (FaultException e) {
                assertTrue(e.fault().code().matches("DCM-205|DCM-210"), e.getMessage());
            }
        }
    }

    @Test
    void shouldFindFramesByOffsetTable() {
        byte[] stream = Coding.JPEG_LOSSLESS.stream();
        byte[] first = Arrays.copyOf(stream, 100);
        byte[] second = Arrays.copyOfRange(stream, 100, stream.length);
        int frameBytes = 8 + first.length + 8 + second.length + (second.length & 1);
        byte[] pixels = RawDicom.fragments(List.of(first, second, first, second), 0, frameBytes);
        for (int frame = 0; frame < 2; frame++) {
            check(Coding.JPEG_LOSSLESS, pixels, 2, frame);
        }
        byte[] untold = RawDicom.fragments(List.of(first, second, first, second));
        Faults.expect("DCM-204", () -> decode(Coding.JPEG_LOSSLESS.syntax, header(2), untold, 0));
        byte[] wrong = RawDicom.fragments(List.of(first, second, first, second), 0, frameBytes + 1);
        Faults.expect("DCM-204", () -> decode(Coding.JPEG_LOSSLESS.syntax, header(2), wrong, 1));
    }

    @Test
    void shouldFindFramesByExtendedOffsetTable() {
        byte[] stream = Coding.JPEG_LOSSLESS.stream();
        byte[] first = Arrays.copyOf(stream, 100);
        byte[] second = Arrays.copyOfRange(stream, 100, stream.length);
        long frameBytes = 8 + first.length + 8 + second.length + (second.length & 1);
        byte[] pixels = RawDicom.fragments(List.of(first, second, first, second));
        DataSet header = header(2)
                .putBytes(
                        Attribute.EXTENDED_OFFSET_TABLE,
                        java.nio.ByteBuffer.allocate(16)
                                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                                .putLong(0)
                                .putLong(frameBytes)
                                .array());

        assertPattern(decode(Coding.JPEG_LOSSLESS.syntax, header, pixels, 1));
    }

    @Test
    void shouldTakeOneFragmentPerFrameWithoutOffsetTable() {
        byte[] stream = Coding.JPEG_LOSSLESS.stream();
        check(Coding.JPEG_LOSSLESS, RawDicom.fragments(List.of(stream, stream)), 2, 1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseAnotherSizeThanTheHeaders(Coding coding) {
        byte[] pixels = RawDicom.fragments(List.of(coding.stream()));
        DataSet header = header(1).put(Attribute.ROWS, COLUMNS).put(Attribute.COLUMNS, ROWS);
        Faults.expect(coding.isHere() ? "DCM-205" : "DCM-210", () -> decode(coding.syntax, header, pixels, 0));
    }
}
