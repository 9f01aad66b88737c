package org.e2enet.metrics.storage;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Documents;
import org.e2enet.catalogue.Entry;
import org.e2enet.contract.ScoresComputed;

/**
 * All scores of the catalogue, held in memory too. Other processes write and delete some: {@link #refresh()} learns of it, and costs
 * one look at the folder while nothing has changed. A score never changes while it is there. Thread safe.
 */
@Singleton
public class ScoreArchive {
    private final Catalogue catalogue;
    private final Documents<ScoresComputed> documents;
    private final TreeMap<String, Entry<ScoresComputed>> scores = new TreeMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private String seen;

    public ScoreArchive(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.documents = catalogue.scores();
    }

    /** Brings memory up to what is in the catalogue now: reads what came, forgets what was deleted. */
    public synchronized void refresh() {
        String now = documents.revision();
        if (now.equals(seen)) {
            return;
        }
        Set<String> ids = new HashSet<>(documents.ids());
        scores.entrySet().removeIf(known -> {
            boolean gone = !ids.contains(known.getKey());
            if (gone) {
                touch(known.getValue());
            }
            return gone;
        });
        ids.removeAll(scores.keySet());
        ids.forEach(id -> documents.entry(id).ifPresent(this::add));
        seen = now;
    }

    /** One score, as the catalogue has it now. */
    public Optional<ScoresComputed> find(String predictionId) {
        return documents.findReadable(predictionId);
    }

    /**
     * Keeps a score, durably, before it is announced. Of two made at once (a record delivered twice) the first is kept.
     *
     * @return the score that is kept; empty when its scan was deleted meanwhile
     */
    public Optional<ScoresComputed> save(ScoresComputed score) {
        Optional<ScoresComputed> kept = catalogue.keep(score);
        kept.flatMap(each -> documents.entry(each.predictionId())).ifPresent(this::add);
        return kept;
    }

    /** Everything in memory, by prediction id. */
    public synchronized Collection<Entry<ScoresComputed>> all() {
        return List.copyOf(scores.values());
    }

    /** Differs when a score of the dataset came or went in between. */
    public synchronized long version(String dataset) {
        return versions.getOrDefault(dataset, 0L);
    }

    private synchronized void add(Entry<ScoresComputed> score) {
        scores.put(score.id(), score);
        touch(score);
    }

    private void touch(Entry<ScoresComputed> score) {
        versions.merge(score.value().dataset(), 1L, Long::sum);
    }
}
