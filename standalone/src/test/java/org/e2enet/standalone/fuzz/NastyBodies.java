package org.e2enet.standalone.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Bodies: nearly right ones of every call, and what is none. */
final class NastyBodies {
    private static final String BOUNDARY = "b0undary";
    private static final List<String> ATOMS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-1e-400",
            "99999999999999999999999",
            "2147483648",
            "\"\"",
            "\"x\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"../../etc/passwd\"",
            "\"" + "n".repeat(3_000) + "\"",
            "[]",
            "{}",
            "[null]",
            "[[[]]]",
            "{\"a\":{\"a\":{}}}",
            "\"NO_SUCH_KIND\"",
            "[\"MR\",null,3]",
            "NaN",
            "\"2026-11-29T06:30:00Z\"",
            "\"PT-1S\"",
            "\"${x}\"");

    private final Random random;
    private final List<String> there;
    private final List<String> good;

    /** @param there names of things that are there @param good JSON that some call takes; {@code THERE} in it is such a name */
    NastyBodies(Random random, List<String> there, List<String> good) {
        this.random = random;
        this.there = there;
        this.good = good;
    }

    byte[] json() {
        return switch (random.nextInt(12)) {
            case 0 -> new byte[0];
            case 1 -> utf8("[".repeat(20_000));
            case 2 -> utf8("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));
            case 3 -> noise(200);
            case 4 -> ("\ufeff" + near()).getBytes(StandardCharsets.UTF_16);
            case 5 -> utf8(near().substring(1));
            case 6 -> utf8(near() + near());
            case 7 -> utf8("{\"n\":" + "9".repeat(100_000) + "}");
            default -> utf8(near());
        };
    }

    /** A body that is good but for, often, one value or name. */
    private String near() {
        String body = any(good).replace("THERE", any(there));
        String[] values = body.split("(?<=[:,\\[{])|(?=[,\\]}:])");
        return switch (random.nextInt(5)) {
            case 0 -> body;
            case 1 -> body.replaceFirst("\\{", "{\"unknown\":" + quoted(any(ATOMS)) + ",");
            case 2 -> body.substring(0, random.nextInt(1, body.length()));
            default -> {
                values[random.nextInt(values.length)] = any(ATOMS);
                yield String.join("", values);
            }
        };
    }

    private static String quoted(String atom) {
        return atom.replace("\\", "\\\\").replace("$", "\\$");
    }

    String boundary() {
        return BOUNDARY;
    }

    /** A form with some of the fields that uploads have. */
    byte[] form() {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        int parts = random.nextInt(30) == 0 ? 300 : random.nextInt(4);
        for (int part = 0; part < parts; part++) {
            form.writeBytes(utf8("--" + BOUNDARY + any(List.of("\r\n", "\r\n", "\r\n", "\n", ""))
                    + any(List.of(
                            "Content-Disposition: form-data; name=\"",
                            "Content-Disposition: form-data; name=\"",
                            "Content-Disposition: attachment; x=\"",
                            "X: \""))
                    + any(List.of(
                            "image",
                            "labels",
                            "label",
                            "file",
                            "predictWith",
                            "subject",
                            "archive",
                            "params",
                            "",
                            "\0"))
                    + "\""
                    + any(List.of(
                            "",
                            "; filename=\"a.nii\"",
                            "; filename=\"../../../etc/passwd\"",
                            "; filename=\"\"",
                            "; filename=\"a\0b.nii.gz\"",
                            "; filename=\"" + "n".repeat(2_000) + "\"",
                            "; filename*=UTF-8''%ff"))
                    + any(List.of(
                            "\r\n",
                            "\r\nContent-Type: application/octet-stream\r\n",
                            "\r\nContent-Transfer-Encoding: base64\r\n",
                            "\r\nContent-Type: nonsense\r\n"))
                    + any(List.of("\r\n", "\r\n", "\r\n", ""))));
            form.writeBytes(random.nextBoolean() ? utf8(any(there)) : noise(random.nextInt(2_000)));
            form.writeBytes(utf8("\r\n"));
        }
        form.writeBytes(
                utf8(any(List.of("--" + BOUNDARY + "--\r\n", "--" + BOUNDARY + "--\r\n", "--" + BOUNDARY, ""))));
        return form.toByteArray();
    }

    byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
