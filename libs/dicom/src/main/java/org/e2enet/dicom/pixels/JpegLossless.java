package org.e2enet.dicom.pixels;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.e2enet.faults.FaultException;

/**
 * JPEG lossless, Huffman coded (ITU-T T.81, annex H; process 14 with any of its predictors), one component of 2 to 16
 * bits. The frame's header must promise the size that the data set says.
 */
final class JpegLossless {
    private static final int START_OF_IMAGE = 0xffd8;
    private static final int LOSSLESS_FRAME = 0xffc3;
    private static final int HUFFMAN_TABLES = 0xffc4;
    private static final int RESTART_INTERVAL = 0xffdd;
    private static final int START_OF_SCAN = 0xffda;
    private static final int TABLES = 4;

    private final byte[] stream;
    private final FrameFormat format;
    private final String where;
    private final HuffmanTable[] tables = new HuffmanTable[TABLES];
    private int precision;
    private int restartPixels;

    private JpegLossless(byte[] stream, FrameFormat format, String where) {
        this.stream = stream;
        this.format = format;
        this.where = where;
    }

    static void decode(MemorySegment bytes, FrameFormat format, int[] cells, String where) {
        new JpegLossless(bytes.toArray(ValueLayout.JAVA_BYTE), format, where).decode(cells);
    }

    private void decode(int[] cells) {
        if (u16(0) != START_OF_IMAGE) {
            throw damaged("they do not begin with an image");
        }
        int at = 2;
        while (true) {
            int marker = u16(at);
            int length = u16(at + 2);
            if (marker < 0xff01 || length < 2 || at + 2 + length > stream.length) {
                throw damaged("a marker is cut short or missing");
            }
            int body = at + 4;
            int end = at + 2 + length;
            switch (marker) {
                case LOSSLESS_FRAME -> frame(body, end);
                case HUFFMAN_TABLES -> huffman(body, end);
                case RESTART_INTERVAL -> restartPixels = u16(body);
                case START_OF_SCAN -> {
                    scan(body, end, cells);
                    return;
                }
                default -> {
                    if (marker >= 0xffc0 && marker <= 0xffcf) {
                        throw damaged("they are no lossless JPEG with Huffman codes");
                    }
                }
            }
            at = end;
        }
    }

    private void frame(int body, int end) {
        boolean same = end - body >= 9
                && u16(body + 1) == format.rows()
                && u16(body + 3) == format.columns()
                && stream[body + 5] == 1;
        precision = stream[body];
        if (!same || precision < 2 || precision > 16 || precision > format.bitsAllocated()) {
            throw damaged("another size than the header's");
        }
    }

    private void huffman(int from, int end) {
        int at = from;
        while (at < end) {
            int number = stream[at] & 0x0f;
            int codes = 0;
            for (int bits = 1; bits <= 16 && at + bits < end; bits++) {
                codes += stream[at + bits] & 0xff;
            }
            if (number >= TABLES || at + 17 + codes > end) {
                throw damaged("a Huffman table is cut short");
            }
            tables[number] = HuffmanTable.of(stream, at + 1, codes);
            if (tables[number] == null) {
                throw damaged("a Huffman table has more codes than there can be");
            }
            at += 17 + codes;
        }
    }

    private void scan(int body, int end, int[] cells) {
        if (end - body < 6 || stream[body] != 1 || precision == 0) {
            throw damaged("the scan has several components, or no frame before it");
        }
        HuffmanTable table = tables[stream[body + 2] >> 4 & 3];
        int predictor = stream[body + 3];
        int transform = stream[body + 5] & 0x0f;
        if (table == null || predictor < 1 || predictor > 7 || transform >= precision) {
            throw damaged("the scan lacks its table or predictor");
        }
        if (restartPixels % format.columns() != 0) {
            throw damaged("restarts within a row");
        }
        int columns = format.columns();
        int restartRows = restartPixels / columns;
        EntropyBits bits = new EntropyBits(stream, end);
        int firstRow = 0;
        for (int row = 0; row < format.rows(); row++) {
            if (restartRows > 0 && row > 0 && row % restartRows == 0) {
                firstRow = row;
                if (!bits.skipRestart()) {
                    throw damaged("a restart is missing");
                }
            }
            int place = row * columns;
            for (int column = 0; column < columns; column++, place++) {
                int prediction = row == firstRow
                        ? column == 0 ? 1 << (precision - transform - 1) : cells[place - 1]
                        : column == 0 ? cells[place - columns] : predict(predictor, cells, place, columns);
                int difference = bits.difference(table);
                if (difference == EntropyBits.NONE) {
                    throw damaged("they end, or hold no code, at row " + row);
                }
                cells[place] = prediction + difference & 0xffff;
            }
        }
        if (transform > 0) {
            for (int n = 0; n < format.pixels(); n++) {
                cells[n] <<= transform;
            }
        }
    }

    private static int predict(int predictor, int[] cells, int place, int columns) {
        int left = cells[place - 1];
        int above = cells[place - columns];
        int corner = cells[place - columns - 1];
        return switch (predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> corner;
            case 4 -> left + above - corner;
            case 5 -> left + (above - corner >> 1);
            case 6 -> above + (left - corner >> 1);
            default -> left + above >> 1;
        };
    }

    private int u16(int at) {
        return at + 1 < stream.length ? (stream[at] & 0xff) << 8 | stream[at + 1] & 0xff : 0;
    }

    private FaultException damaged(String why) {
        return PixelFaults.damaged("JPEG lossless", why, where, null);
    }
}
