package org.e2enet.standalone.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file. */
final class LogTail {
    private LogTail() {}

    /** Up to {@code lines} last lines; none where there is no such file. */
    static List<String> of(Path log, int lines) {
        try {
            // Logs of a start are small; a torn multi-byte sign at the end must not hide them.
            List<String> all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
