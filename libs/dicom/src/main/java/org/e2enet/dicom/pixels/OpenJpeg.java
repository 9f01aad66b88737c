package org.e2enet.dicom.pixels;

import static org.e2enet.dicom.pixels.NativeLibrary.INT;
import static org.e2enet.dicom.pixels.NativeLibrary.LONG;
import static org.e2enet.dicom.pixels.NativeLibrary.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** JPEG 2000 code streams by the system's OpenJPEG 2 (libopenjp2.so.7). Thread safe. */
@SuppressWarnings("restricted") // native code is what it is for
final class OpenJpeg {
    private static final String CODING = "JPEG 2000";
    private static final int CODEC_J2K = 0;

    /** {@code opj_dparameters_t} is a little over 8 KiB; the library clears as much as its own has. */
    private static final int PARAMETER_BYTES = 1 << 14;

    /** Offsets in {@code opj_image_t} and {@code opj_image_comp_t} on 64-bit machines. */
    private static final long IMAGE_COMPONENTS = 24;

    private static final long IMAGE_BYTES = 48;
    private static final long COMPONENT_WIDTH = 8;
    private static final long COMPONENT_HEIGHT = 12;
    private static final long COMPONENT_DATA = 48;
    private static final long COMPONENT_BYTES = 64;

    private final MethodHandle createCodec;
    private final MethodHandle destroyCodec;
    private final MethodHandle defaultParameters;
    private final MethodHandle setup;
    private final MethodHandle readHeader;
    private final MethodHandle decode;
    private final MethodHandle destroyImage;
    private final MethodHandle createStream;
    private final MethodHandle destroyStream;
    private final MethodHandle setRead;
    private final MethodHandle setSkip;
    private final MethodHandle setSeek;
    private final MethodHandle setUserData;
    private final MethodHandle setLength;

    private OpenJpeg(NativeLibrary library) {
        createCodec = library.function("opj_create_decompress", POINTER, INT);
        destroyCodec = library.procedure("opj_destroy_codec", POINTER);
        defaultParameters = library.procedure("opj_set_default_decoder_parameters", POINTER);
        setup = library.function("opj_setup_decoder", INT, POINTER, POINTER);
        readHeader = library.function("opj_read_header", INT, POINTER, POINTER, POINTER);
        decode = library.function("opj_decode", INT, POINTER, POINTER, POINTER);
        destroyImage = library.procedure("opj_image_destroy", POINTER);
        createStream = library.function("opj_stream_create", POINTER, LONG, INT);
        destroyStream = library.procedure("opj_stream_destroy", POINTER);
        setRead = library.procedure("opj_stream_set_read_function", POINTER, POINTER);
        setSkip = library.procedure("opj_stream_set_skip_function", POINTER, POINTER);
        setSeek = library.procedure("opj_stream_set_seek_function", POINTER, POINTER);
        setUserData = library.procedure("opj_stream_set_user_data", POINTER, POINTER, POINTER);
        setLength = library.procedure("opj_stream_set_user_data_length", POINTER, LONG);
    }

    private static final class Holder {
        static final OpenJpeg LIBRARY = new OpenJpeg(NativeLibrary.open(CODING, "libopenjp2.so.7", "libopenjp2-7"));
    }

    static OpenJpeg library() {
        try {
            return Holder.LIBRARY;
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw PixelFaults.libraryAbsent(CODING, "libopenjp2.so.7", "libopenjp2-7");
        }
    }

    void decode(MemorySegment bytes, FrameFormat format, int[] cells, String where) {
        CodeStreamSize.check(bytes, format, where);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment codec = (MemorySegment) createCodec.invokeExact(CODEC_J2K);
            MemorySegment stream = (MemorySegment) createStream.invokeExact(1L << 16, 1);
            MemorySegment image = MemorySegment.NULL;
            try {
                feed(stream, bytes, arena);
                MemorySegment parameters = arena.allocate(PARAMETER_BYTES, 8);
                defaultParameters.invokeExact(parameters);
                check((int) setup.invokeExact(codec, parameters), "setup", where);
                MemorySegment imagePlace = arena.allocate(POINTER);
                int header = (int) readHeader.invokeExact(stream, codec, imagePlace);
                image = imagePlace.get(ValueLayout.ADDRESS, 0);
                check(header, "header", where);
                check((int) decode.invokeExact(codec, stream, image), "pixels", where);
                copy(image, format, cells, where);
            } finally {
                if (!image.equals(MemorySegment.NULL)) {
                    destroyImage.invokeExact(image);
                }
                destroyStream.invokeExact(stream);
                destroyCodec.invokeExact(codec);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private void feed(MemorySegment stream, MemorySegment bytes, Arena arena) throws Throwable {
        CodeStreamFeed feed = new CodeStreamFeed(bytes);
        setRead.invokeExact(stream, feed.readFunction(arena));
        setSkip.invokeExact(stream, feed.skipFunction(arena));
        setSeek.invokeExact(stream, feed.seekFunction(arena));
        setUserData.invokeExact(stream, MemorySegment.NULL, MemorySegment.NULL);
        setLength.invokeExact(stream, bytes.byteSize());
    }

    private static void copy(MemorySegment image, FrameFormat format, int[] cells, String where) {
        MemorySegment component = image.reinterpret(IMAGE_BYTES)
                .get(ValueLayout.ADDRESS, IMAGE_COMPONENTS)
                .reinterpret(COMPONENT_BYTES);
        int width = component.get(ValueLayout.JAVA_INT, COMPONENT_WIDTH);
        int height = component.get(ValueLayout.JAVA_INT, COMPONENT_HEIGHT);
        MemorySegment data = component.get(ValueLayout.ADDRESS, COMPONENT_DATA);
        if (width != format.columns() || height != format.rows() || data.equals(MemorySegment.NULL)) {
            throw PixelFaults.damaged(CODING, "another size comes out", where, null);
        }
        int pixels = (int) format.pixels();
        MemorySegment.copy(data.reinterpret(4L * pixels), ValueLayout.JAVA_INT, 0, cells, 0, pixels);
    }

    private static void check(int success, String part, String where) {
        if (success == 0) {
            throw PixelFaults.damaged(CODING, "OpenJPEG refuses their " + part, where, null);
        }
    }
}
