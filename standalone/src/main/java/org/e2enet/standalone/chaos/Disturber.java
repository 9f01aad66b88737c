package org.e2enet.standalone.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.e2enet.contract.Topic;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackRecords;
import org.e2enet.standalone.stack.StackRecords.Raw;

/** Does it to a stack, and takes it back where it is to be taken back. Not thread safe. */
final class Disturber {
    private static final Duration PAUSE = Duration.ofSeconds(40);
    private static final Duration STORE_OUTAGE = Duration.ofSeconds(6);
    private static final Duration RESTART_PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int GARBAGE_BYTES = 200;
    private static final int REPEATED = 20;

    /** What services of the stack read. */
    private static final List<Topic> READ = List.of(
            Topic.SCANS_RECEIVED,
            Topic.TRAINING_REQUESTED,
            Topic.PREDICTIONS_REQUESTED,
            Topic.PREDICTIONS_COMPLETED,
            Topic.CHECKPOINTS_PUBLISHED);

    private static final List<Topic> OF_SCANS = List.of(Topic.SCANS_RECEIVED, Topic.PREDICTIONS_REQUESTED);

    private final LocalStack stack;
    private final Surroundings surroundings;
    private final Random random;

    Disturber(LocalStack stack, Surroundings surroundings, long seed) {
        this.stack = stack;
        this.surroundings = surroundings;
        this.random = new Random(seed);
    }

    /** Returns when the disturbance is over, not yet what it did. */
    void inflict(Disturbance disturbance) throws InterruptedException {
        switch (disturbance) {
            case KILL_INGEST -> kill(ServiceKind.INGEST);
            case KILL_TRAIN -> kill(ServiceKind.TRAIN);
            case KILL_INFER -> kill(ServiceKind.INFER);
            case KILL_METRICS -> kill(ServiceKind.METRICS);
            case KILL_CONSOLE -> kill(ServiceKind.CONSOLE);
            case BROKER_RESTART -> stack.restartBroker();
            case PAUSE_INFER -> pause(ServiceKind.INFER);
            case PAUSE_INGEST -> pause(ServiceKind.INGEST);
            case STORE_AWAY -> storeAway();
            case STORE_FULL -> storeFull();
            case DUPLICATES ->
                repeat(records -> records.subList(Math.max(0, records.size() - REPEATED), records.size()));
            case REORDERED -> repeat(this::shuffled);
            case OUTDATED -> repeat(records -> records.subList(0, Math.min(REPEATED, records.size())));
            case GARBAGE -> garbage();
            case BUCKET_AWAY -> cut(surroundings.bucket(), Relay.State.AWAY);
            case BUCKET_BUSY -> cut(surroundings.bucket(), Relay.State.BUSY);
            case DATABASE_AWAY -> cut(surroundings.database(), Relay.State.AWAY);
        }
    }

    /** One that ended waits up to a minute for its next start; what is done to nobody would show nothing. */
    private ProcessHandle living(ServiceKind kind) throws InterruptedException {
        long end = System.nanoTime() + RESTART_PATIENCE.toNanos();
        while (!stack.process(kind).isAlive()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(kind + " is not started again");
            }
            Thread.sleep(LOOK);
        }
        return stack.process(kind);
    }

    private void kill(ServiceKind kind) throws InterruptedException {
        ProcessHandle process = living(kind);
        process.destroyForcibly();
        while (process.isAlive()) {
            Thread.sleep(LOOK);
        }
    }

    private void pause(ServiceKind kind) throws InterruptedException {
        ProcessHandle process = living(kind);
        run("kill", "-STOP", Long.toString(process.pid()));
        try {
            Thread.sleep(PAUSE);
        } finally {
            run("kill", "-CONT", Long.toString(process.pid()));
        }
    }

    /** A file stands where the folder was: a folder that is missing would be made again. */
    private void storeAway() throws InterruptedException {
        Path store = stack.folder().store();
        Path away = store.resolveSibling("store.away");
        try {
            Files.move(store, away);
            Files.createFile(store);
            try {
                Thread.sleep(STORE_OUTAGE);
            } finally {
                Files.delete(store);
                Files.move(away, store);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** No file of the services may grow beyond a byte, as on a disk without space. */
    private void storeFull() throws InterruptedException {
        List<ProcessHandle> services = new ArrayList<>();
        for (ServiceKind kind : stack.ports().services()) {
            services.add(living(kind));
        }
        try {
            for (ProcessHandle service : services) {
                run("prlimit", "--pid", Long.toString(service.pid()), "--fsize=1:");
            }
            Thread.sleep(STORE_OUTAGE);
        } finally {
            for (ProcessHandle service : services) {
                if (service.isAlive()) {
                    run("prlimit", "--pid", Long.toString(service.pid()), "--fsize=unlimited:");
                }
            }
        }
    }

    private static void cut(Optional<Relay> relay, Relay.State state) throws InterruptedException {
        Relay way = relay.orElseThrow();
        way.set(state);
        try {
            Thread.sleep(STORE_OUTAGE);
        } finally {
            way.set(Relay.State.OPEN);
        }
    }

    private void repeat(UnaryOperator<List<Raw>> which) {
        StackRecords records = stack.records();
        for (Topic topic : OF_SCANS) {
            records.send(topic, which.apply(records.all(topic)));
        }
    }

    private List<Raw> shuffled(List<Raw> records) {
        List<Raw> some = new ArrayList<>(records.subList(Math.max(0, records.size() - REPEATED), records.size()));
        Collections.shuffle(some, random);
        return some;
    }

    private void garbage() {
        for (Topic topic : READ) {
            byte[] noise = new byte[GARBAGE_BYTES];
            random.nextBytes(noise);
            stack.records()
                    .send(
                            topic,
                            List.of(
                                    new Raw("garbage-" + random.nextInt(1_000_000), noise),
                                    new Raw(
                                            "garbage-" + random.nextInt(1_000_000),
                                            "{}".getBytes(StandardCharsets.US_ASCII))));
        }
    }

    private static void run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " ended with status " + process.exitValue());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
