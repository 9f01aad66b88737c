package org.e2enet.infer.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.faults.Fault;
import org.e2enet.infer.queue.Claims;
import org.e2enet.store.FileStore;
import org.e2enet.testkit.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElsewhereTest {
    private static final PredictionRequested REQUEST = new PredictionRequested("scan", "alias").answeredAt("p");

    @TempDir
    Path folder;

    private final AtomicReference<Claims.Progress> there = new AtomicReference<>();
    private final List<PredictionView> followed = new CopyOnWriteArrayList<>();
    private final ProgressFeed feed = new ProgressFeed();
    private Tickets tickets;
    private Claims here;
    private Claims other;
    private Elsewhere elsewhere;

    @BeforeEach
    void open() {
        Catalogue catalogue = new Catalogue(new FileStore(folder));
        // Renewed every 10 ms; by the time that stands still here, never lost.
        here = new Claims(catalogue, Duration.ofMillis(50), () -> 0);
        other = new Claims(catalogue, Duration.ofMillis(50), () -> 0);
        tickets = new Tickets(catalogue);
        Board board = new Board(null, feed, new SimpleMeterRegistry());
        PredictionStates states = new PredictionStates(
                new KeptPredictions(null, null) {
                    @Override
                    Optional<PredictionCompleted> find(String predictionId) {
                        return Optional.empty();
                    }
                },
                board,
                tickets,
                here);
        elsewhere = new Elsewhere(here, board, states, feed);
        tickets.open(REQUEST);
    }

    @AfterEach
    void close() {
        elsewhere.close();
        here.close();
        other.close();
    }

    @Test
    void shouldTellWhoFollowsHowFarAnotherInstanceIsAndHowItEnded() {
        feed.after(null).subscribe().with(change -> followed.add(change.view()));
        try (Claims.Held _ = other.take("p", there::get).orElseThrow()) {
            there.set(new Claims.Progress(false, "network", 3, 8, 1.5));
            awaitTold(PredictionView.State.RUNNING, 3);
            there.set(new Claims.Progress(true, "network", 4, 8, 1.25));
            awaitTold(PredictionView.State.PAUSED, 4);
        }
        tickets.failed(REQUEST, new Fault("INF-211", "what", "where", "mend"));
        awaitTold(PredictionView.State.FAILED, null);

        int soFar = followed.size();
        elsewhere.look();
        assertEquals(soFar, followed.size(), "what is over is told once");
    }

    @Test
    void shouldNotReadClaimsForNobody() {
        try (Claims.Held _ = other.take("p", there::get).orElseThrow()) {
            elsewhere.look();
        }
        feed.after(null).subscribe().with(change -> followed.add(change.view()));
        assertEquals(List.of(), followed);
    }

    private void awaitTold(PredictionView.State state, Integer windowsDone) {
        Awaitility.await().atMost(Patience.LONG).untilAsserted(() -> {
            elsewhere.look();
            PredictionView last = followed.getLast();
            assertEquals(state, last.state());
            assertEquals(windowsDone, last.windowsDone());
        });
    }
}
