package org.e2enet.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Files as an enemy would write them: any header before any data. */
final class RawFile {
    private RawFile() {}

    static byte[] of(String json, byte[] data) {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        return of(header.length, header, data);
    }

    static byte[] of(long announcedHeaderBytes, byte[] header, byte[] data) {
        return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(announcedHeaderBytes)
                .put(header)
                .put(data)
                .array();
    }
}
