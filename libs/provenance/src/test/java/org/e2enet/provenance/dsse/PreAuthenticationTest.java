package org.e2enet.provenance.dsse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PreAuthenticationTest {
    /** The test vector of DSSE's protocol, version 1.0.2. */
    @Test
    void shouldEncodeAsThePublishedTestVector() {
        byte[] encoded = PreAuthentication.encode(
                "http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.US_ASCII));

        assertEquals(
                "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
                new String(encoded, StandardCharsets.US_ASCII));
    }

    @Test
    void shouldCountBytesAndKeepThem() {
        byte[] payload = {0, (byte) 0xff, '\n'};

        byte[] encoded = PreAuthentication.encode("ä", payload);

        byte[] expected = "DSSEv1 2 ä 3 ...".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(payload, 0, expected, expected.length - 3, 3);
        assertArrayEquals(expected, encoded);
        assertEquals("DSSEv1 0  0 ", new String(PreAuthentication.encode("", new byte[0]), StandardCharsets.US_ASCII));
    }
}
