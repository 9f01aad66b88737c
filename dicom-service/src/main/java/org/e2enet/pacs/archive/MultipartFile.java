package org.e2enet.pacs.archive;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a {@code multipart/related} body (RFC 2387) apart that lies in a file: one file per part, none of it in memory. */
final class MultipartFile {
    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final MemorySegment body;
    private final byte[] delimiter;

    private MultipartFile(MemorySegment body, byte[] delimiter) {
        this.body = body;
        this.delimiter = delimiter;
    }

    /** Of a content type. */
    static Optional<String> boundary(String contentType) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        return boundary.find()
                ? Optional.of(boundary.group(1) == null ? boundary.group(2) : boundary.group(1))
                : Optional.empty();
    }

    /**
     * Writes the parts to {@code part-1.dcm} and on.
     *
     * @return how many there are, or empty where the body is cut short or of another form
     */
    static Optional<Integer> split(Path body, String boundary, Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(body, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            byte[] delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
            return new MultipartFile(mapped, delimiter).split(channel, folder);
        }
    }

    private Optional<Integer> split(FileChannel from, Path folder) throws IOException {
        // The first delimiter may stand at the very beginning, without a line end before it.
        byte[] first = java.util.Arrays.copyOfRange(delimiter, 2, delimiter.length);
        long at = find(first, 0);
        int parts = 0;
        long after = at < 0 ? -1 : at + first.length;
        while (after >= 0 && after + 2 <= body.byteSize()) {
            if (byteAt(after) == '-' && byteAt(after + 1) == '-') {
                return Optional.of(parts);
            }
            long head = find(HEAD_END, after);
            long end = head < 0 ? -1 : find(delimiter, head + 2);
            if (end < 0) {
                return Optional.empty();
            }
            parts++;
            copy(from, head + HEAD_END.length, end, folder.resolve("part-" + parts + ".dcm"));
            after = end + delimiter.length;
        }
        return Optional.empty();
    }

    private static void copy(FileChannel from, long begin, long end, Path target) throws IOException {
        try (FileChannel to = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long at = begin;
            while (at < end) {
                at += from.transferTo(at, end - at, to);
            }
        }
    }

    private long find(byte[] wanted, long from) {
        long last = body.byteSize() - wanted.length;
        for (long at = from; at <= last; at++) {
            if (byteAt(at) == wanted[0] && isAt(wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] wanted, long at) {
        for (int n = 1; n < wanted.length; n++) {
            if (byteAt(at + n) != wanted[n]) {
                return false;
            }
        }
        return true;
    }

    private byte byteAt(long at) {
        return body.get(ValueLayout.JAVA_BYTE, at);
    }
}
