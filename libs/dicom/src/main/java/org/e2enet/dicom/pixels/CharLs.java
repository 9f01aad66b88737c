package org.e2enet.dicom.pixels;

import static org.e2enet.dicom.pixels.NativeLibrary.INT;
import static org.e2enet.dicom.pixels.NativeLibrary.LONG;
import static org.e2enet.dicom.pixels.NativeLibrary.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** JPEG-LS by the system's CharLS 2 (libcharls.so.2): its C interface for decoders. Thread safe. */
final class CharLs {
    private static final String CODING = "JPEG-LS";

    /** {@code charls_frame_info}: width, height, bits_per_sample, component_count. */
    private static final int FRAME_INFO_BYTES = 16;

    private final MethodHandle create;
    private final MethodHandle destroy;
    private final MethodHandle setSource;
    private final MethodHandle readHeader;
    private final MethodHandle frameInfo;
    private final MethodHandle decode;

    private CharLs(NativeLibrary library) {
        create = library.function("charls_jpegls_decoder_create", POINTER);
        destroy = library.procedure("charls_jpegls_decoder_destroy", POINTER);
        setSource = library.function("charls_jpegls_decoder_set_source_buffer", INT, POINTER, POINTER, LONG);
        readHeader = library.function("charls_jpegls_decoder_read_header", INT, POINTER);
        frameInfo = library.function("charls_jpegls_decoder_get_frame_info", INT, POINTER, POINTER);
        decode = library.function("charls_jpegls_decoder_decode_to_buffer", INT, POINTER, POINTER, LONG, INT);
    }

    private static final class Holder {
        static final CharLs LIBRARY = new CharLs(NativeLibrary.open(CODING, "libcharls.so.2", "libcharls2"));
    }

    static CharLs library() {
        try {
            return Holder.LIBRARY;
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw PixelFaults.libraryAbsent(CODING, "libcharls.so.2", "libcharls2");
        }
    }

    void decode(MemorySegment bytes, FrameFormat format, int[] cells, String where) {
        requireEnd(bytes, where);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment source = arena.allocate(Math.max(1, bytes.byteSize()));
            source.copyFrom(bytes);
            MemorySegment decoder = (MemorySegment) create.invokeExact();
            try {
                check((int) setSource.invokeExact(decoder, source, bytes.byteSize()), where);
                check((int) readHeader.invokeExact(decoder), where);
                MemorySegment info = arena.allocate(FRAME_INFO_BYTES, 8);
                check((int) frameInfo.invokeExact(decoder, info), where);
                int bits = info.getAtIndex(ValueLayout.JAVA_INT, 2);
                boolean same = info.getAtIndex(ValueLayout.JAVA_INT, 0) == format.columns()
                        && info.getAtIndex(ValueLayout.JAVA_INT, 1) == format.rows()
                        && info.getAtIndex(ValueLayout.JAVA_INT, 3) == 1
                        && bits <= Math.min(16, format.bitsAllocated());
                if (!same) {
                    throw PixelFaults.damaged(CODING, "another size than the header's", where, null);
                }
                int cellBytes = bits > 8 ? 2 : 1;
                MemorySegment target = arena.allocate(cellBytes * format.pixels(), 8);
                check((int) decode.invokeExact(decoder, target, target.byteSize(), 0), where);
                for (int n = 0; n < format.pixels(); n++) {
                    cells[n] = cellBytes == 2
                            ? target.getAtIndex(ValueLayout.JAVA_SHORT, n) & 0xffff
                            : target.get(ValueLayout.JAVA_BYTE, n) & 0xff;
                }
            } finally {
                destroy.invokeExact(decoder);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** CharLS 2.4 never returns from a stream that lacks its end; a padding byte may follow it. */
    private static void requireEnd(MemorySegment bytes, String where) {
        long last = bytes.byteSize() - 2;
        if (last < 2 || !isEnd(bytes, last) && !isEnd(bytes, last - 1)) {
            throw PixelFaults.damaged(CODING, "they are cut short", where, null);
        }
    }

    private static boolean isEnd(MemorySegment bytes, long at) {
        return bytes.get(ValueLayout.JAVA_BYTE, at) == (byte) 0xff
                && bytes.get(ValueLayout.JAVA_BYTE, at + 1) == (byte) 0xd9;
    }

    private static void check(int error, String where) {
        if (error != 0) {
            throw PixelFaults.damaged(CODING, "CharLS error " + error, where, null);
        }
    }
}
