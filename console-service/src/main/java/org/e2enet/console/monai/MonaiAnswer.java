package org.e2enet.console.monai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.e2enet.contract.EventJson;

/**
 * A segmentation as MONAI Label answers it: a form of a part {@code params} and a file {@code image}. In memory as a whole, since its length
 * must be announced: Slicer's client reads the raw connection, and takes the marks of chunks for a part of the file.
 *
 * @param contentType with the boundary
 */
record MonaiAnswer(String contentType, byte[] body) {
    private static final String END = "\r\n";

    /** @param fileName bare, ending {@code .nii.gz}: the client makes a file of that name */
    static MonaiAnswer of(Object params, String fileName, byte[] file) {
        String boundary = "e2enet-" + UUID.randomUUID();
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + 1_024);
        try {
            text(
                    out,
                    "--" + boundary + END + "Content-Disposition: form-data; name=\"params\"" + END
                            + "Content-Type: application/json" + END + END);
            out.write(EventJson.write(params));
            text(
                    out,
                    END + "--" + boundary + END + "Content-Disposition: form-data; name=\"image\"; filename=\""
                            + fileName + "\"" + END + "Content-Type: application/octet-stream" + END + END);
            out.write(file);
            text(out, END + "--" + boundary + "--" + END);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return new MonaiAnswer("multipart/form-data; boundary=" + boundary, out.toByteArray());
    }

    private static void text(ByteArrayOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
