package org.e2enet.standalone.chaos;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holds some heap, has let go of more, says so with a file, and stays until it is ended or its input is closed. */
final class HeapHolder {
    static final int HELD_MIB = 48;
    static final int GARBAGE_MIB = 96;

    private static final int MIB = 1 << 20;

    private static final String READY = "ready";

    private HeapHolder() {}

    /** In a JVM of its own; the caller ends it. */
    static Process start(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeapHolder.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static boolean isReady(Path folder) {
        return Files.exists(folder.resolve(READY));
    }

    public static void main(String[] arguments) throws IOException {
        List<byte[]> held = mebibytes(HELD_MIB);
        mebibytes(GARBAGE_MIB).clear();
        Files.createFile(Path.of(arguments[0], READY));
        while (System.in.read() >= 0) {
            // what comes says nothing; who started it is gone at the end
        }
        Reference.reachabilityFence(held);
    }

    private static List<byte[]> mebibytes(int count) {
        List<byte[]> arrays = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            arrays.add(new byte[MIB]);
        }
        return arrays;
    }
}
