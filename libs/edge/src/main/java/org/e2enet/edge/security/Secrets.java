package org.e2enet.edge.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Secrets come from files only: never from a command line, and never into a log. */
final class Secrets {
    private Secrets() {}

    /** The first line of a file. @throws org.e2enet.faults.FaultException SEC-204 */
    static String read(Path file) {
        try {
            String text = Files.readString(file).lines().findFirst().orElse("").strip();
            if (text.isEmpty()) {
                throw SecurityFaults.secretUnread(file).exception();
            }
            return text;
        } catch (IOException unread) {
            throw SecurityFaults.secretUnread(file).exception(unread);
        }
    }
}
