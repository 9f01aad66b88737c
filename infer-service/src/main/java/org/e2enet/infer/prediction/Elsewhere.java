package org.e2enet.infer.prediction;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.e2enet.faults.FaultException;
import org.e2enet.infer.queue.Claims;
import org.jboss.logging.Logger;

/**
 * Tells who follows this instance how predictions stand that others work on, by their claims; so it does not matter which of several
 * instances somebody reaches. It looks as long as somebody follows.
 */
@Singleton
@Startup
class Elsewhere {
    private static final Logger LOG = Logger.getLogger(Elsewhere.class);
    private static final int LOOK_EVERY_SECONDS = 2;

    private final Claims claims;
    private final Board board;
    private final PredictionStates states;
    private final ProgressFeed feed;
    private final Map<String, PredictionView> told = new HashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("elsewhere").daemon().factory());

    Elsewhere(Claims claims, Board board, PredictionStates states, ProgressFeed feed) {
        this.claims = claims;
        this.board = board;
        this.states = states;
        this.feed = feed;
        clock.scheduleWithFixedDelay(this::look, LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Reads all claims once. */
    synchronized void look() {
        try {
            Set<String> known = new TreeSet<>(told.keySet());
            if (feed.isFollowed() || !known.isEmpty()) {
                known.addAll(claims.taken());
                known.forEach(this::tell);
            }
        } catch (FaultException unread) {
            LOG.debugf("Claims of other instances: %s", unread.fault().code());
        } catch (RuntimeException unexpected) {
            LOG.warn("Claims of other instances were not read", unexpected);
        }
    }

    private void tell(String id) {
        Optional<PredictionView> now =
                board.find(id).filter(here -> here.progress() != null).isPresent()
                        ? Optional.empty() // the board tells of it
                        : states.find(id);
        boolean over = now.filter(view -> view.state().isFinal()).isPresent();
        // One that is over and was never told of ended before anybody could follow it.
        if (now.isPresent() && !(over && !told.containsKey(id))) {
            PredictionView view = now.get();
            if (!view.equals(told.put(id, view))) {
                feed.publish(view);
            }
        }
        if (now.isEmpty() || over) {
            told.remove(id);
        }
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
    }
}
