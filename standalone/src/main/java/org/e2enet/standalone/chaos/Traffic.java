package org.e2enet.standalone.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.e2enet.client.InferClient;
import org.e2enet.client.IngestClient;
import org.e2enet.client.PredictionState;
import org.e2enet.client.ScanState;
import org.e2enet.client.Waiting;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Priority;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.stack.StackSession;

/**
 * Requests as a patient sender makes them: what is refused for a reason of the moment is sent again, and each is followed to its end.
 * Each has a content of its own, by number and seed. Thread safe.
 */
final class Traffic implements AutoCloseable {
    static final String DATASET = "chaos";
    static final String ALIAS = "chaos";

    /** Longer than any outage and what it takes to come back. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofMillis(300);

    /** No answer, an upload that was too slow because somebody was held up, too busy, broker or store away. */
    private static final Pattern OF_THE_MOMENT = Pattern.compile("CLI-20.|EDG-105|EDG-2..|EDG-901|STO-2..");

    private final IngestClient ingest;
    private final InferClient infer;
    private final ChaosScans scans;
    private final long seed;
    private final ExecutorService senders;
    private final ExecutorService probes =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    /** @param senders requests under way at once */
    Traffic(StackSession session, ChaosScans scans, long seed, int senders) {
        this.ingest = session.ingest();
        this.infer = session.infer();
        this.scans = scans;
        this.seed = seed;
        this.senders = Executors.newFixedThreadPool(
                senders, Thread.ofPlatform().daemon().factory());
    }

    /** Sends request number n, of a kind that follows from the seed. */
    Future<Outcome> send(int n) {
        int die = new Random(seed * 31 + n).nextInt(20);
        return send(
                n,
                die == 0
                        ? Outcome.Wanted.REJECTION
                        : die == 1
                                ? Outcome.Wanted.LATENESS
                                : die < 4 ? Outcome.Wanted.CANCELLATION : Outcome.Wanted.RESULT);
    }

    /** Sends a sound scan as request number n at once, whatever is under way. */
    Future<Outcome> first(int n) {
        return probes.submit(() -> request(n, Outcome.Wanted.RESULT));
    }

    private Future<Outcome> send(int n, Outcome.Wanted wanted) {
        return senders.submit(() -> request(n, wanted));
    }

    private Outcome request(int n, Outcome.Wanted wanted) throws InterruptedException {
        Path image = wanted == Outcome.Wanted.REJECTION ? noScan(n) : scans.image(n);
        Path labels = scans.labels(n);
        try {
            return request(wanted, image, labels);
        } catch (FaultException impatient) {
            return new Outcome(
                    wanted, null, null, Outcome.LOST, impatient.fault().code());
        } finally {
            remove(image);
            remove(labels);
        }
    }

    private Outcome request(Outcome.Wanted wanted, Path image, Path labels) throws InterruptedException {
        String scanId;
        try {
            scanId = patiently(() -> ingest.upload(DATASET, List.of(image), Optional.of(labels)))
                    .scanId();
        } catch (FaultException refused) {
            return refused(wanted, null, refused);
        }
        ScanState scan = until(() -> Optional.of(ingest.scan(scanId)).filter(ScanState::isEnded));
        if (scan.fault() != null) {
            return new Outcome(
                    wanted, scanId, null, Outcome.FAILED, scan.fault().code());
        }
        return predict(wanted, scanId);
    }

    private Outcome predict(Outcome.Wanted wanted, String scanId) throws InterruptedException {
        PredictionRequested request = new PredictionRequested(
                scanId,
                ALIAS,
                null,
                wanted == Outcome.Wanted.CANCELLATION ? Priority.BATCH : Priority.NORMAL,
                wanted == Outcome.Wanted.LATENESS ? Instant.now() : null,
                null,
                null,
                List.of());
        String predictionId;
        try {
            predictionId = patiently(() -> infer.request(request)).predictionId();
        } catch (FaultException refused) {
            return refused(wanted, scanId, refused);
        }
        if (wanted == Outcome.Wanted.CANCELLATION) {
            cancel(predictionId);
        }
        PredictionState end =
                until(() -> Optional.of(infer.prediction(predictionId)).filter(Traffic::isOver));
        return new Outcome(
                wanted,
                scanId,
                predictionId,
                end.state(),
                end.fault() == null ? null : end.fault().code());
    }

    private static Outcome refused(Outcome.Wanted wanted, String scanId, FaultException refused) {
        String state = isOfTheMoment(refused) ? Outcome.LOST : Outcome.FAILED;
        return new Outcome(wanted, scanId, null, state, refused.fault().code());
    }

    private void cancel(String predictionId) throws InterruptedException {
        try {
            patiently(() -> {
                infer.cancel(predictionId);
                return true;
            });
        } catch (FaultException over) {
            // It was faster: that is told by its state.
        }
    }

    private static boolean isOver(PredictionState state) {
        return List.of(Outcome.COMPLETED, Outcome.FAILED, Outcome.CANCELLED).contains(state.state());
    }

    /** Asks until there is an answer, whatever is away meanwhile. */
    private static <T> T until(Callable<Optional<T>> question) throws InterruptedException {
        return new Waiting(PATIENCE, () -> {}).until("end of a request", "chaos", () -> patiently(question));
    }

    /** Calls again what was refused for a reason of the moment. */
    static <T> T patiently(Callable<T> call) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return call.call();
            } catch (FaultException refused) {
                if (!isOfTheMoment(refused) || Instant.now().isAfter(end)) {
                    throw refused;
                }
            } catch (InterruptedException | RuntimeException failure) {
                throw failure;
            } catch (Exception unexpected) {
                throw new IllegalStateException(unexpected);
            }
            Thread.sleep(PAUSE);
        }
    }

    private static boolean isOfTheMoment(FaultException refused) {
        return OF_THE_MOMENT.matcher(refused.fault().code()).matches();
    }

    private Path noScan(int n) {
        try {
            return Files.writeString(
                    Files.createTempFile("chaos", ".nii"),
                    "no scan, number " + n + " of seed " + seed,
                    StandardCharsets.US_ASCII);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
        probes.shutdownNow();
    }
}
