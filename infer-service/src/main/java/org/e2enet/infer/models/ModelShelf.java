package org.e2enet.infer.models;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Aliases and what serves them. A swap is atomic, also that of an ensemble: a prediction sees the old one or the new one, and
 * keeps what it got until it is done. Thread-safe.
 */
@Singleton
public class ModelShelf {
    private final Map<String, ServedEnsemble> byAlias = new HashMap<>();

    /** The model of an alias, if it has one. The caller closes the lease. */
    public synchronized Optional<ModelLease> lease(String alias) {
        return Optional.ofNullable(byAlias.get(alias)).map(model -> {
            model.hold();
            return new ModelLease(model);
        });
    }

    /** As {@link #lease}, waiting for a first model to arrive. */
    public synchronized Optional<ModelLease> await(String alias, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!byAlias.containsKey(alias)) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return Optional.empty();
            }
            wait(leftMillis);
        }
        return lease(alias);
    }

    /** A model by its id, whichever alias or ensemble it serves: one copy serves all of them. */
    synchronized Optional<ServedModel> find(String modelId) {
        return byAlias.values().stream()
                .flatMap(ensemble -> ensemble.members().stream())
                .filter(model -> model.modelId().equals(modelId))
                .findAny();
    }

    /** Lets a model or an ensemble serve an alias from now on; what was before leaves when its last prediction is done. */
    void put(String alias, ServedEnsemble model) {
        ServedEnsemble before;
        synchronized (this) {
            model.hold();
            before = byAlias.put(alias, model);
            notifyAll();
        }
        if (before != null) {
            before.release();
        }
    }

    /** Takes an alias away. */
    void remove(String alias) {
        ServedEnsemble before;
        synchronized (this) {
            before = byAlias.remove(alias);
        }
        if (before != null) {
            before.release();
        }
    }

    /** Aliases in order, with their models. */
    public synchronized Map<String, ServedEnsemble> all() {
        return new TreeMap<>(byAlias);
    }

    @PreDestroy
    void close() {
        for (String alias : all().keySet()) {
            remove(alias);
        }
    }
}
