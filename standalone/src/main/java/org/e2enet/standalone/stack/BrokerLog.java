package org.e2enet.standalone.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what Kafka and other libraries of this JVM log to a file: the terminal is for the command's own words. */
public final class BrokerLog {
    /** Held, or the logger manager would forget the levels. */
    private static final Logger ROOT = Logger.getLogger("");

    private BrokerLog() {}

    /** No log at all, for commands without a stack. Warnings of libraries on the way would read as errors. */
    public static void silence() {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
    }

    static void to(DataFolder folder) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tF %1$tT,%1$tL %4$-7s [%3$s] %5$s%6$s%n");
        silence();
        try {
            FileHandler file = new FileHandler(folder.log("broker").toString(), true);
            file.setFormatter(new SimpleFormatter());
            file.setLevel(Level.INFO);
            ROOT.addHandler(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
