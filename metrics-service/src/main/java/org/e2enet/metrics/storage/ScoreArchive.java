package org.e2enet.metrics.storage;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.faults.FaultException;
import org.e2enet.store.DocumentStore;
import org.jboss.logging.Logger;

/**
 * All scores: the documents {@code scores/<predictionId>.json}, held in memory too. Replicas share the documents and
 * learn each other's by {@link #refresh()}. A score never changes once it is there. Thread safe.
 */
@Singleton
public class ScoreArchive {
    private static final Logger LOG = Logger.getLogger(ScoreArchive.class);
    private static final String FOLDER = "scores";
    private static final String SUFFIX = ".json";

    private final DocumentStore store;
    private final ConcurrentSkipListMap<String, ScoresComputed> scores = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListSet<String> unreadable = new ConcurrentSkipListSet<>();

    ScoreArchive(DocumentStore store) {
        this.store = store;
    }

    /** Reads the documents that are not in memory yet; unreadable ones are logged once and passed over. */
    public void refresh() {
        for (String name : store.list(FOLDER)) {
            String predictionId = predictionId(name);
            if (!scores.containsKey(predictionId) && !unreadable.contains(predictionId)) {
                find(predictionId);
            }
        }
    }

    public Optional<ScoresComputed> find(String predictionId) {
        ScoresComputed known = scores.get(predictionId);
        if (known != null) {
            return Optional.of(known);
        }
        return store.find(document(predictionId)).flatMap(json -> read(predictionId, json));
    }

    /**
     * Keeps a score, durably, before it is announced. Of two made at once (a record delivered twice) the first is kept.
     *
     * @return the score that is kept
     */
    public ScoresComputed save(ScoresComputed score) {
        String name = document(score.predictionId());
        byte[] json = EventJson.write(score);
        if (!store.publishIfAbsent(name, json)) {
            Optional<ScoresComputed> first = find(score.predictionId());
            if (first.isPresent()) {
                return first.get();
            }
            store.publish(name, json);
        }
        unreadable.remove(score.predictionId());
        scores.put(score.predictionId(), score);
        return score;
    }

    /** Everything in memory, by prediction id. */
    public Collection<ScoresComputed> all() {
        return List.copyOf(scores.values());
    }

    private Optional<ScoresComputed> read(String predictionId, byte[] json) {
        try {
            ScoresComputed score = EventJson.read(json, ScoresComputed.class);
            scores.put(predictionId, score);
            return Optional.of(score);
        } catch (FaultException fault) {
            if (unreadable.add(predictionId)) {
                LOG.warnf(
                        "score document of %s passed over: %s",
                        predictionId, fault.fault().message());
            }
            return Optional.empty();
        }
    }

    private static String document(String predictionId) {
        return FOLDER + "/" + predictionId + SUFFIX;
    }

    private static String predictionId(String document) {
        return document.substring(FOLDER.length() + 1, document.length() - SUFFIX.length());
    }
}
