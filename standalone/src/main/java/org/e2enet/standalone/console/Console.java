package org.e2enet.standalone.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Where a command's words go. With {@code --json} words go to standard error and standard output carries one JSON
 * document; otherwise all goes to standard output. On a terminal a progress line is overwritten by the next one.
 *
 * <p>Thread safe.
 */
public final class Console {
    private static final Duration PLAIN_PROGRESS_INTERVAL = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PrintStream words;
    private final boolean json;
    private final boolean terminal;
    private int progressWidth;
    private String lastPlainProgress;
    private long lastPlainProgressNanos;

    private Console(boolean json) {
        this.json = json;
        this.words = json ? System.err : System.out;
        java.io.Console attached = System.console();
        this.terminal = attached != null && attached.isTerminal() && System.getenv("NO_COLOR") == null;
    }

    public static Console of(boolean json) {
        return new Console(json);
    }

    public boolean isJson() {
        return json;
    }

    /** A line for people. */
    public synchronized void say(String line) {
        wipeProgress();
        words.println(line);
    }

    /** The state of a long job: replaces the last one on a terminal; elsewhere a new one appears every few seconds. */
    public synchronized void progress(String line) {
        if (terminal) {
            words.print("\r" + line + " ".repeat(Math.max(0, progressWidth - line.length())));
            words.flush();
            progressWidth = line.length();
            return;
        }
        long now = System.nanoTime();
        if (!line.equals(lastPlainProgress) && now - lastPlainProgressNanos >= PLAIN_PROGRESS_INTERVAL.toNanos()) {
            lastPlainProgress = line;
            lastPlainProgressNanos = now;
            words.println(line);
        }
    }

    /** Whether a line can be drawn again, for bars. */
    boolean isTerminal() {
        return terminal;
    }

    /** Takes the progress line away. */
    synchronized void endProgress() {
        wipeProgress();
    }

    /** The result for programs; does nothing without {@code --json}. */
    public void result(Object value) {
        if (json) {
            try {
                System.out.println(JSON.writeValueAsString(value));
            } catch (JsonProcessingException failure) {
                throw new IllegalStateException("result cannot be written as JSON: " + value.getClass(), failure);
            }
        }
    }

    private void wipeProgress() {
        if (progressWidth > 0) {
            words.print("\r" + " ".repeat(progressWidth) + "\r");
            progressWidth = 0;
        }
    }
}
