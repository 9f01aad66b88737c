package org.e2enet.provenance.keys;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM text (RFC 7468).
 *
 * @param label for example {@code PUBLIC KEY}
 * @param der what it holds
 */
record Pem(String label, byte[] der) {
    static final String PUBLIC_KEY = "PUBLIC KEY";
    static final String PRIVATE_KEY = "PRIVATE KEY";

    private static final int LINE_SIGNS = 64;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** All blocks of a text; what stands between them is passed over, as the standard wants it. */
    static List<Pem> all(String text) {
        List<Pem> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            blocks.add(new Pem(block.group(1), Base64.getMimeDecoder().decode(block.group(2))));
        }
        return blocks;
    }

    String text() {
        String lines = Base64.getMimeEncoder(LINE_SIGNS, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }
}
