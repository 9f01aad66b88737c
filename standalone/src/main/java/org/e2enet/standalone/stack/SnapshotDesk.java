package org.e2enet.standalone.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.files.AtomicFiles;

/** Where another process asks a running stack for a snapshot: two small files in its data folder. */
final class SnapshotDesk {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LOOK_EVERY_MS = 250;

    private SnapshotDesk() {}

    /** Serves requests until the stack ends. */
    static void serve(LocalStack stack) {
        Thread.ofPlatform().daemon().name("snapshots").start(() -> {
            while (!stack.isClosing()) {
                try {
                    Thread.sleep(LOOK_EVERY_MS);
                    if (Files.deleteIfExists(stack.folder().snapshotRequest())) {
                        answer(stack.folder(), take(stack));
                    }
                } catch (IOException unreadable) {
                    // Tried again at the next look; who asks gives up by itself.
                } catch (InterruptedException ended) {
                    return;
                }
            }
        });
    }

    private static String take(LocalStack stack) throws InterruptedException {
        try {
            stack.snapshot();
            return "";
        } catch (FaultException failure) {
            return failure.fault().message();
        } catch (IOException | RuntimeException failure) {
            return failure.getClass().getSimpleName() + ": " + failure.getMessage();
        }
    }

    private static void answer(DataFolder folder, String text) throws IOException {
        AtomicFiles.replace(folder.snapshotAnswer(), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Asks the stack that runs on a folder, and waits until it goes on. */
    static void ask(DataFolder folder, StackState running) throws IOException, InterruptedException {
        Files.deleteIfExists(folder.snapshotAnswer());
        AtomicFiles.replace(folder.snapshotRequest(), out -> out.write('\n'));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && running.isAlive()) {
            Optional<String> answer = answer(folder);
            if (answer.isPresent()) {
                Files.deleteIfExists(folder.snapshotAnswer());
                if (!answer.get().isEmpty()) {
                    throw failed(folder, answer.get());
                }
                return;
            }
            Thread.sleep(LOOK_EVERY_MS);
        }
        Files.deleteIfExists(folder.snapshotRequest());
        throw failed(folder, "no answer from the stack");
    }

    private static Optional<String> answer(DataFolder folder) throws IOException {
        try {
            return Optional.of(Files.readString(folder.snapshotAnswer()));
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        }
    }

    private static FaultException failed(DataFolder folder, String why) {
        return new Fault(
                        "CLI-115",
                        "the running stack gave no snapshot: " + why,
                        folder.root().toString(),
                        "See './e2enet status' and the logs; stop the stack with './e2enet down' and back it up then.")
                .exception();
    }
}
