package org.e2enet.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.e2enet.faults.Fault;

/** A {@code multipart/form-data} body; files are streamed. Not thread safe. */
final class Multipart {
    private final String boundary = "e2enet-" + UUID.randomUUID();
    private final List<BodyPublisher> parts = new ArrayList<>();

    /**
     * Adds a file under a neutral name: a path may hold a patient's name.
     *
     * @throws org.e2enet.faults.FaultException CLI-210 when it cannot be opened
     */
    Multipart file(String field, Path file) {
        String name = file.getFileName().toString().endsWith(".gz") ? field + ".nii.gz" : field + ".nii";
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        try {
            parts.add(BodyPublishers.ofFile(file));
        } catch (FileNotFoundException absent) {
            throw new Fault("CLI-210", "the file cannot be read", file.toString(), "Check that it is there and yours.")
                    .exception(absent);
        }
        text("\r\n");
        return this;
    }

    /** Adds a text field. */
    Multipart field(String field, String value) {
        text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value + "\r\n");
        return this;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() {
        List<BodyPublisher> all = new ArrayList<>(parts);
        all.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
    }

    private void text(String text) {
        parts.add(BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8)));
    }
}
