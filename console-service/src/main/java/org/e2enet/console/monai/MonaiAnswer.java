package org.e2enet.console.monai;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.e2enet.contract.EventJson;
import org.e2enet.imaging.formats.UnpackedNrrd;

/**
 * A segmentation as MONAI Label answers it: a form of a part {@code params} and a file {@code image}. Its length is announced: Slicer's
 * client reads the raw connection, and takes the marks of chunks for a part of the file.
 *
 * @param contentType with the boundary
 * @param bytes of the whole form
 */
record MonaiAnswer(String contentType, long bytes, byte[] head, Content file, byte[] tail) {
    private static final String END = "\r\n";

    /** A file, or what is made of one on its way. */
    interface Content {
        long bytes() throws IOException;

        void writeTo(OutputStream out) throws IOException;

        static Content of(Path file) {
            return new Content() {
                @Override
                public long bytes() throws IOException {
                    return Files.size(file);
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    Files.copy(file, out);
                }
            };
        }

        /** The same labels as NRRD that is not packed. */
        static Content nrrdOf(Path file) {
            UnpackedNrrd nrrd = new UnpackedNrrd(file);
            return new Content() {
                @Override
                public long bytes() {
                    return nrrd.bytes();
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    nrrd.writeTo(out);
                }
            };
        }
    }

    /** The file alone. */
    static MonaiAnswer alone(Content file) throws IOException {
        return new MonaiAnswer(MediaType.APPLICATION_OCTET_STREAM, file.bytes(), new byte[0], file, new byte[0]);
    }

    /** @param fileName bare, with the ending of its format: the client makes a file of that name */
    static MonaiAnswer of(Object params, String fileName, Content file) throws IOException {
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
                head.size() + file.bytes() + tail.length,
                head.toByteArray(),
                file,
                tail);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(head);
        file.writeTo(out);
        out.write(tail);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
