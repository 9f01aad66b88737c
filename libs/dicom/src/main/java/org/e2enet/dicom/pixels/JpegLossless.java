package org.e2enet.dicom.pixels;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** JPEG lossless, processes 14 and 14 with first-order prediction, by the reader of TwelveMonkeys. */
final class JpegLossless {
    private static final String CODING = "JPEG lossless";
    private static final JPEGImageReaderSpi READERS = registered();
    private static final int SOF3 = 0xffc3;
    private static final int START_OF_SCAN = 0xffda;
    private static final int START_OF_IMAGE = 0xffd8;

    private JpegLossless() {}

    /** It finds the JDK's reader, which it stands on, only when it is registered. */
    private static JPEGImageReaderSpi registered() {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        JPEGImageReaderSpi known = registry.getServiceProviderByClass(JPEGImageReaderSpi.class);
        if (known != null) {
            return known;
        }
        JPEGImageReaderSpi readers = new JPEGImageReaderSpi();
        registry.registerServiceProvider(readers);
        return readers;
    }

    static void decode(MemorySegment bytes, FrameFormat format, int[] cells, String where) {
        byte[] stream = bytes.toArray(ValueLayout.JAVA_BYTE);
        int precision = checkedPrecision(stream, format, where);
        ImageReader reader = null;
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(stream))) {
            reader = READERS.createReaderInstance(null);
            reader.setInput(in, true, true);
            Raster raster = reader.readRaster(0, null);
            if (raster.getWidth() != format.columns() || raster.getHeight() != format.rows()) {
                throw PixelFaults.damaged(CODING, "another size comes out", where, null);
            }
            raster.getSamples(0, 0, format.columns(), format.rows(), 0, cells);
            widened(cells, (int) format.pixels(), precision);
        } catch (IOException | RuntimeException e) {
            if (e instanceof org.e2enet.faults.FaultException fault) {
                throw fault;
            }
            throw PixelFaults.damaged(CODING, "they do not decode", where, e);
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    private static void widened(int[] cells, int pixels, int precision) {}

    /** Reads the frame header before any memory is taken: it must promise this frame's size, in grey. */
    private static int checkedPrecision(byte[] stream, FrameFormat format, String where) {
        int at = 2;
        if (u16(stream, 0) != START_OF_IMAGE) {
            throw PixelFaults.damaged(CODING, "they do not begin with an image", where, null);
        }
        while (at + 10 < stream.length) {
            int marker = u16(stream, at);
            if (marker == SOF3) {
                boolean same = u16(stream, at + 5) == format.rows()
                        && u16(stream, at + 7) == format.columns()
                        && stream[at + 9] == 1;
                int precision = stream[at + 4];
                if (!same || precision < 2 || precision > 16 || precision > format.bitsAllocated()) {
                    throw PixelFaults.damaged(CODING, "another size than the header's", where, null);
                }
                return precision;
            }
            if (marker == START_OF_SCAN || marker < 0xff00) {
                break;
            }
            at += 2 + u16(stream, at + 2);
        }
        throw PixelFaults.damaged(CODING, "no lossless frame header", where, null);
    }

    private static int u16(byte[] stream, int at) {
        return at + 1 < stream.length ? (stream[at] & 0xff) << 8 | stream[at + 1] & 0xff : 0;
    }
}
