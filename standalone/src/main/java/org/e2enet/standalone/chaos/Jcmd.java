package org.e2enet.standalone.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Asks another Java process of this user by the JDK's {@code jcmd}. */
final class Jcmd {
    /** A process that is stopped takes the question and never answers. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private Jcmd() {}

    /**
     * @return what it answers, in lines
     * @throws IOException if it does not, or not in time
     */
    static List<String> ask(long pid, String command) throws IOException, InterruptedException {
        return ask(pid, command, TIMEOUT);
    }

    static List<String> ask(long pid, String command, Duration timeout) throws IOException, InterruptedException {
        Path answer = Files.createTempFile("jcmd", ".txt");
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            command)
                    .redirectErrorStream(true)
                    .redirectOutput(answer.toFile())
                    .start();
            boolean ended = false;
            try {
                ended = jcmd.waitFor(timeout);
            } finally {
                jcmd.destroyForcibly();
            }
            if (!ended || jcmd.exitValue() != 0) {
                throw new IOException("jcmd " + command + ": "
                        + (ended ? Files.readString(answer) : "no answer within " + timeout.toSeconds() + " s"));
            }
            return Files.readAllLines(answer);
        } finally {
            Files.deleteIfExists(answer);
        }
    }
}
