package org.e2enet.infer.models;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Documents;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.faults.Pseudonym;
import org.jboss.logging.Logger;

/**
 * Aliases, what they mean, and those of the models that are ready. A model is loaded when its alias is promoted or asked for, and
 * leaves when it is the one used least recently and its memory is wanted. A swap is atomic, also that of an ensemble: a
 * prediction sees the old one or the new one, and keeps what it got until it is done. Thread-safe.
 */
@Singleton
public class ModelShelf {
    private static final Logger LOG = Logger.getLogger(ModelShelf.class);

    private final EnsembleLoader loader;
    private final Documents<ModelPromoted> documents;
    private final ReentrantLock loading = new ReentrantLock();
    private final Map<String, Served> aliases = new HashMap<>();
    private long uses;

    @Inject
    ModelShelf(EnsembleLoader loader, Catalogue catalogue) {
        this.loader = loader;
        this.documents = catalogue.aliases();
    }

    /** A promotion that did not happen. */
    public record Refusal(String modelId, Fault fault) {}

    /** One alias. Guarded by the shelf. */
    private static final class Served {
        /** What it is to mean; null after it was taken away. */
        private ModelPromoted wanted;
        /** The last that served, which it keeps where {@link #wanted} cannot. */
        private ModelPromoted proven;

        private ServedEnsemble resident;
        private ModelPromoted residentOf;
        private Refusal refusal;
        private boolean pending;
        private ModelPromoted documentWhenTakenAway;
        private long lastUse;

        private ModelPromoted target() {
            return refusal == null || proven == null ? wanted : proven;
        }
    }

    /**
     * An alias as a caller sees it.
     *
     * @param meant what it serves or will when it is asked for; null when it does neither
     * @param resident null while it is not loaded
     * @param refusal the last promotion, if it was refused
     */
    record Shown(ModelPromoted meant, ServedEnsemble resident, Refusal refusal) {}

    /** The alias means this from now on, and it is loaded when somebody asks for it: what was promoted before the start. */
    synchronized void remember(ModelPromoted promotion) {
        Served alias = aliases.computeIfAbsent(promotion.alias(), _ -> new Served());
        alias.wanted = promotion;
        alias.refusal = null;
    }

    /** As {@link #remember}, but until it is loaded or refused the alias keeps what it has. */
    synchronized void announce(ModelPromoted promotion) {
        remember(promotion);
        aliases.get(promotion.alias()).pending = true;
    }

    /**
     * Loads what was announced. What was before leaves when its last prediction is done.
     *
     * @throws FaultException why it cannot serve; the alias keeps what it has
     */
    void promote(ModelPromoted promotion) {
        loading.lock();
        try {
            load(promotion.alias(), promotion);
        } finally {
            synchronized (this) {
                aliases.get(promotion.alias()).pending = false;
            }
            loading.unlock();
        }
    }

    /** Takes an alias away. @return whether it meant something */
    boolean demote(String name) {
        Optional<ModelPromoted> document = documents.findReadable(name);
        ServedEnsemble before;
        boolean meant;
        synchronized (this) {
            Served alias = aliases.computeIfAbsent(name, _ -> new Served());
            meant = alias.wanted != null || document.isPresent();
            before = alias.resident;
            aliases.put(name, new Served());
            aliases.get(name).documentWhenTakenAway = document.orElse(null);
        }
        if (before != null) {
            before.release();
        }
        return meant;
    }

    /**
     * The model of an alias, loaded if need be; empty when the alias means nothing. The caller closes the lease.
     *
     * @throws FaultException why it cannot be loaded; the next call tries again
     */
    public Optional<ModelLease> lease(String name) {
        Optional<ModelLease> ready = resident(name);
        if (ready.isPresent()) {
            return ready;
        }
        loading.lock();
        try {
            Optional<ModelPromoted> target = target(name);
            if (target.isEmpty()) {
                return Optional.empty();
            }
            ready = resident(name);
            if (ready.isEmpty()) {
                loadOrKeep(name, target.get());
                ready = resident(name);
            }
            return ready;
        } finally {
            loading.unlock();
        }
    }

    /** What a prediction with this alias would use, without loading it; empty when the alias means nothing. */
    public Optional<PromotedModel> describe(String name) {
        synchronized (this) {
            Served alias = aliases.get(name);
            if (alias != null && alias.resident != null && alias.residentOf.equals(alias.target())) {
                return Optional.of(alias.resident.what());
            }
        }
        return target(name).map(loader::describe);
    }

    /** Whether the alias means something, ready or not. */
    public boolean isPromoted(String name) {
        return target(name).isPresent();
    }

    /** The promotion in force: by topic, or by its document where the record of it is not read yet. */
    private Optional<ModelPromoted> target(String name) {
        synchronized (this) {
            Served alias = aliases.get(name);
            if (alias != null && alias.wanted != null) {
                return Optional.of(alias.target());
            }
        }
        Optional<ModelPromoted> document = documents.findReadable(name);
        synchronized (this) {
            Served alias = aliases.computeIfAbsent(name, _ -> new Served());
            if (alias.wanted == null && document.isPresent() && !document.get().equals(alias.documentWhenTakenAway)) {
                remember(document.get());
            }
            return Optional.ofNullable(alias.wanted).map(_ -> alias.target());
        }
    }

    private synchronized Optional<ModelLease> resident(String name) {
        Served alias = aliases.get(name);
        if (alias == null || alias.resident == null || !(alias.pending || alias.residentOf.equals(alias.target()))) {
            return Optional.empty();
        }
        alias.lastUse = ++uses;
        alias.resident.hold();
        return Optional.of(new ModelLease(alias.resident));
    }

    private void loadOrKeep(String name, ModelPromoted promotion) {
        try {
            load(name, promotion);
        } catch (FaultException refused) {
            Optional<ModelPromoted> kept = target(name).filter(other -> !other.equals(promotion));
            load(name, kept.orElseThrow(() -> refused));
        }
    }

    private void load(String name, ModelPromoted promotion) {
        ServedEnsemble loaded;
        try {
            loaded = loader.load(promotion, this);
        } catch (FaultException failure) {
            refuse(promotion, failure.fault());
            throw failure;
        } catch (RuntimeException unforeseen) {
            LOG.errorf(
                    unforeseen,
                    "Model %s cannot serve alias %s",
                    Pseudonym.of(promotion.modelId()),
                    Pseudonym.of(name));
            FaultException failure = ModelFaults.unforeseen(promotion.modelId());
            refuse(promotion, failure.fault());
            throw failure;
        }
        ServedEnsemble before;
        synchronized (this) {
            Served alias = aliases.get(name);
            before = alias.resident;
            alias.resident = loaded;
            alias.residentOf = promotion;
            alias.lastUse = ++uses;
            alias.proven = promotion;
            if (promotion.equals(alias.wanted)) {
                alias.refusal = null;
            }
        }
        if (before != null) {
            before.release();
        }
        LOG.infof("Alias %s means model %s now", Pseudonym.of(name), Pseudonym.of(promotion.modelId()));
    }

    private synchronized void refuse(ModelPromoted promotion, Fault fault) {
        Served alias = aliases.get(promotion.alias());
        if (promotion.equals(alias.wanted)) {
            alias.refusal = new Refusal(promotion.modelId(), fault);
        }
    }

    /** A model that serves another alias or ensemble already, held for the caller: one copy serves all of them. */
    synchronized Optional<ServedModel> hold(CheckpointPublished checkpoint) {
        Optional<ServedModel> same = aliases.values().stream()
                .filter(alias -> alias.resident != null)
                .flatMap(alias -> alias.resident.members().stream())
                .filter(model -> model.modelId().equals(checkpoint.modelId()) && model.isOf(checkpoint))
                .findAny();
        same.ifPresent(ServedModel::hold);
        return same;
    }

    /**
     * Unloads the model used least recently, for who wants its memory, which is free when its last prediction is done.
     *
     * @param kept alias that stays, or null
     * @return whether there was one
     */
    public boolean makeRoom(String kept) {
        Optional<Map.Entry<String, Served>> least;
        ServedEnsemble unloaded;
        synchronized (this) {
            least = aliases.entrySet().stream()
                    .filter(alias ->
                            alias.getValue().resident != null && !alias.getKey().equals(kept))
                    .min(Comparator.comparingLong(alias -> alias.getValue().lastUse));
            if (least.isEmpty()) {
                return false;
            }
            unloaded = least.get().getValue().resident;
            least.get().getValue().resident = null;
        }
        LOG.infof(
                "Alias %s is unloaded until it is asked for: its memory is wanted",
                Pseudonym.of(least.get().getKey()));
        unloaded.release();
        return true;
    }

    /** Aliases in order. */
    synchronized Map<String, Shown> all() {
        Map<String, Shown> all = new TreeMap<>();
        aliases.forEach((name, alias) -> {
            if (alias.wanted != null) {
                ModelPromoted meant = alias.resident != null
                        ? alias.residentOf
                        : alias.pending || alias.refusal != null ? alias.proven : alias.wanted;
                all.put(name, new Shown(meant, alias.resident, alias.refusal));
            }
        });
        return all;
    }

    @PreDestroy
    void close() {
        List<ServedEnsemble> resident = new ArrayList<>();
        synchronized (this) {
            aliases.values().stream()
                    .filter(alias -> alias.resident != null)
                    .forEach(alias -> resident.add(alias.resident));
            aliases.clear();
        }
        resident.forEach(ServedEnsemble::release);
    }
}
