package org.e2enet.standalone.stack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Services whose launcher was killed. They end by themselves when they notice; this ends those that did not. */
final class Orphans {
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(30);

    private Orphans() {}

    /** The services of a stack's state that still live; all of them are orphans once the launcher is gone. */
    static List<ProcessHandle> of(StackState left) {
        return left.services().stream()
                .flatMap(service -> service.handle().stream())
                .toList();
    }

    /** Asks all to drain, then kills who does not. @return how many there were */
    static int end(StackState left) throws InterruptedException {
        List<ProcessHandle> orphans = of(left);
        orphans.forEach(ProcessHandle::destroy);
        for (ProcessHandle orphan : orphans) {
            if (!hasEnded(orphan)) {
                orphan.destroyForcibly();
                hasEnded(orphan);
            }
        }
        return orphans.size();
    }

    private static boolean hasEnded(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(DRAIN_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException still) {
            return false;
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
