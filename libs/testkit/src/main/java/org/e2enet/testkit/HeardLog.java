package org.e2enet.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What this JVM logs from its making to its close, at the levels that are on: logger, message, values and exception. Thread-safe. */
public final class HeardLog implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(record.getLoggerName() + ": " + record.getMessage() + " "
                    + Arrays.toString(record.getParameters()) + " " + record.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public HeardLog() {
        ear.setLevel(Level.ALL);
        root.addHandler(ear);
    }

    /** Lines so far, in order. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.removeHandler(ear);
    }
}
