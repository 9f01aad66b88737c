package org.e2enet.console.monai;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.e2enet.contract.EventJson;

/**
 * A segmentation as MONAI Label answers it: a form of a part {@code params} and a file {@code image}. Its length is announced: Slicer's
 * client reads the raw connection, and takes the marks of chunks for a part of the file.
 *
 * @param contentType with the boundary
 * @param bytes of the whole form
 */
record MonaiAnswer(String contentType, long bytes, byte[] head, Path file, byte[] tail) {
    private static final String END = "\r\n";

    /** @param fileName bare, ending {@code .nii.gz}: the client makes a file of that name */
    static MonaiAnswer of(Object params, String fileName, Path file) {
        String boundary = "e2enet-" + UUID.randomUUID();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(text("--" + boundary + END + "Content-Disposition: form-data; name=\"params\"" + END
                + "Content-Type: application/json" + END + END));
        head.writeBytes(EventJson.write(params));
        head.writeBytes(text(END + "--" + boundary + END + "Content-Disposition: form-data; name=\"image\"; filename=\""
                + fileName + "\"" + END + "Content-Type: application/octet-stream" + END + END));
        byte[] tail = text(END + "--" + boundary + "--" + END);
        return new MonaiAnswer(
                "multipart/form-data; boundary=" + boundary,
                head.size() + size(file) + tail.length,
                head.toByteArray(),
                file,
                tail);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(head);
        Files.copy(file, out);
        out.write(tail);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
