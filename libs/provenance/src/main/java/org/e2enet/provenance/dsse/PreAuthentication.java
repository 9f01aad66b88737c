package org.e2enet.provenance.dsse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What is signed: DSSE's pre-authentication encoding, which no two pairs of type and payload share. */
final class PreAuthentication {
    private static final String VERSION = "DSSEv1";

    private PreAuthentication() {}

    /** {@code DSSEv1 LENGTH TYPE LENGTH PAYLOAD}, lengths in bytes. */
    static byte[] encode(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((VERSION + " " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(type);
        out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
