package org.e2enet.standalone.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What came back.
 *
 * @param status of HTTP; 0 where the connection was closed without an answer
 * @param headers names in lower case
 * @param body its beginning; none of a stream that goes on and on
 */
record RawAnswer(int status, Map<String, String> headers, byte[] body) {
    static final RawAnswer NONE = new RawAnswer(0, Map.of(), new byte[0]);

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String mediaType() {
        return header("content-type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
