package org.e2enet.store.s3;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Reads some things at a time and hands them over one by one, in order: a request lasts long, and there may be thousands. */
final class Ahead {
    private static final int AT_ONCE = 16;

    private Ahead() {}

    static <T> void forEach(List<String> names, Function<String, T> reader, BiConsumer<String, T> visitor) {
        if (names.isEmpty()) {
            return;
        }
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Queue<Future<T>> begun = new ArrayDeque<>();
            int next = 0;
            try {
                for (String name : names) {
                    while (next < names.size() && begun.size() < AT_ONCE) {
                        String ahead = names.get(next++);
                        begun.add(readers.submit(() -> reader.apply(ahead)));
                    }
                    visitor.accept(name, result(begun.remove()));
                }
            } finally {
                begun.forEach(reading -> reading.cancel(true));
            }
        }
    }

    private static <T> T result(Future<T> reading) {
        try {
            return reading.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while documents were read", interrupted);
        }
    }
}
