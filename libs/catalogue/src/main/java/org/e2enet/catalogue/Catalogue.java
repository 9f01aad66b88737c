package org.e2enet.catalogue;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.e2enet.contract.AuditRecorded;
import org.e2enet.contract.AuditTrail;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScanRejected;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.store.DocumentStore;

/**
 * What an installation has, over a store of documents: a directory or a bucket. Thread safe, over
 * processes too.
 */
public final class Catalogue {
    private static final String HEALTH_FOLDER = "health";
    private static final byte[] HEALTHY = "ok".getBytes(StandardCharsets.US_ASCII);

    private final DocumentStore store;
    private final Strangers strangers;
    private final Datasets datasets;
    private final Scans scans;
    private final Documents<CheckpointPublished> models;
    private final Documents<ModelPromoted> aliases;
    private final Documents<ModelPromoted> formerAliases;
    private final AliasHistory aliasHistory;
    private final Runs runs;
    private final Documents<FoldHistory> histories;
    private final Documents<PredictionCompleted> predictions;
    private final Documents<PredictionTicket> tickets;
    private final Documents<ScoresComputed> scores;
    private final Documents<Deletion> deletions;
    private final Documents<Cancellation> cancelledRuns;
    private final Documents<Cancellation> cancelledPredictions;
    private final Documents<KnownKey> knownKeys;
    private final Documents<RetentionRule> retentionRules;
    private final Holds holds;
    private final AuditDesk auditDesk;

    /** A catalogue that tells of strangers in its log alone. */
    public Catalogue(DocumentStore store) {
        this(store, folder -> {});
    }

    /** @param strangers told the folder, once for each file in it that is no document */
    public Catalogue(DocumentStore store, Consumer<String> strangers) {
        this.store = store;
        this.strangers = new Strangers(strangers);
        this.datasets = new Datasets(
                documents("datasets", DatasetDefinition.class, DatasetDefinition::name),
                documents("dataset-scans", Member.class, Member::id));
        this.scans = new Scans(
                documents("received", ScanReceived.class, ScanReceived::scanId),
                documents("scans", ScanNormalized.class, ScanNormalized::scanId),
                documents("rejections", ScanRejected.class, ScanRejected::scanId),
                documents("prepared", ScanNormalized.class, ScanNormalized::scanId),
                documents("scan-attempts", Attempts.class, Attempts::scanId),
                documents("truths", Truths.class, Truths::scanId));
        this.models = documents("models", CheckpointPublished.class, CheckpointPublished::modelId);
        this.aliases = documents("aliases", ModelPromoted.class, ModelPromoted::alias);
        this.formerAliases = documents("former-aliases", ModelPromoted.class, ModelPromoted::alias);
        this.aliasHistory = new AliasHistory(documents(
                "alias-changes",
                AliasChange.class,
                change -> { // their names have a number of their own
                    throw new IllegalStateException("a change of an alias is put under its time");
                }));
        this.runs = new Runs(documents("runs", FoldDocument.class, FoldDocument::id), this);
        this.histories = documents("histories", FoldHistory.class, history -> Runs.id(history.runId(), history.fold()));
        this.predictions = documents("predictions", PredictionCompleted.class, PredictionCompleted::predictionId);
        this.tickets = documents("prediction-requests", PredictionTicket.class, PredictionTicket::id);
        this.scores = documents("scores", ScoresComputed.class, ScoresComputed::predictionId);
        this.deletions = documents("deletions", Deletion.class, Deletion::scanId);
        this.cancelledRuns = documents("cancelled-runs", Cancellation.class, Cancellation::id);
        this.cancelledPredictions = documents("cancelled-predictions", Cancellation.class, Cancellation::id);
        this.knownKeys = documents("signing-keys", KnownKey.class, KnownKey::keyId);
        this.retentionRules = documents("retention", RetentionRule.class, RetentionRule::dataset);
        this.holds = new Holds(
                documents("holds", HoldDocument.class, HoldDocument::scanId),
                deletions::contains,
                scans::isWanted,
                InstantSource.system());
        this.auditDesk = new AuditDesk(
                documents("audit-spool", AuditRecorded.class, AuditDesk::id),
                documents("audit-heads", AuditTrail.Head.class, AuditTrail.Head::chain));
    }

    public Datasets datasets() {
        return datasets;
    }

    /**
     * Whether this is a catalogue that scans went to. One without a data set is not: a store that is not mounted, a new bucket. Whoever
     * forgets what belongs to scans that are gone asks this after looking for them.
     */
    public boolean isHere() {
        return !datasets.names().isEmpty();
    }

    public Scans scans() {
        return scans;
    }

    /** Published models by id; the alias of one may change, a model's id does not. */
    public Documents<CheckpointPublished> models() {
        return models;
    }

    /** What each alias means. */
    public Documents<ModelPromoted> aliases() {
        return aliases;
    }

    /** What each alias meant before. */
    public Documents<ModelPromoted> formerAliases() {
        return formerAliases;
    }

    /** Who let each alias mean what, when and why. */
    public AliasHistory aliasHistory() {
        return aliasHistory;
    }

    /** Lets an alias mean something; what it meant is kept beside it, to go back to. */
    public void promote(ModelPromoted promotion, AliasHistory.Because because) {
        keepFormer(promotion.alias(), promotion);
        aliases.put(promotion);
        aliasHistory.promoted(promotion, because);
    }

    /** Takes an alias away; what it meant is kept, to go back to. @param by who does it, null where nobody said */
    public void demote(String alias, String by) {
        keepFormer(alias, null);
        aliases.remove(alias);
        aliasHistory.demoted(alias, by);
    }

    private void keepFormer(String alias, ModelPromoted next) {
        aliases.findReadable(alias).filter(before -> !before.equals(next)).ifPresent(formerAliases::put);
    }

    public Runs runs() {
        return runs;
    }

    /** Runs that somebody ended, for good. */
    public Documents<Cancellation> cancelledRuns() {
        return cancelledRuns;
    }

    /** What folds told, by {@link Runs#id}. */
    public Documents<FoldHistory> histories() {
        return histories;
    }

    /** Predictions that somebody ended, until that took effect. */
    public Documents<Cancellation> cancelledPredictions() {
        return cancelledPredictions;
    }

    /** Public keys that statements were signed with. */
    public Documents<KnownKey> knownKeys() {
        return knownKeys;
    }

    /** How long what belongs to a data set is kept, of those that have a rule. */
    public Documents<RetentionRule> retentionRules() {
        return retentionRules;
    }

    /** Scans that must not be removed. */
    public Holds holds() {
        return holds;
    }

    /** What is kept of the audit trail beside its topic. */
    public AuditDesk auditDesk() {
        return auditDesk;
    }

    /** Which instance works on a prediction, in a form of infer-service's own. */
    public <T> Documents<T> claims(Class<T> type, Function<T, String> id) {
        return documents("claims", type, id);
    }

    public Documents<PredictionCompleted> predictions() {
        return predictions;
    }

    /** Requests that somebody waits for, by the id of their prediction. */
    public Documents<PredictionTicket> tickets() {
        return tickets;
    }

    /** Scores of versions that kept them as documents, by the id of their prediction. Newer ones are in the database. */
    public Documents<ScoresComputed> scores() {
        return scores;
    }

    /**
     * Keeps a prediction, unless its scan was deleted while it was made.
     *
     * @return the one that is kept: the first, of two made at once
     */
    public Optional<PredictionCompleted> keep(PredictionCompleted prediction) {
        PredictionCompleted kept = predictions.keep(prediction);
        return whileScanIsThere(prediction.scanId(), kept, () -> predictions.remove(kept.predictionId()));
    }

    /** Asked after the document was written: a deletion takes the scan's own first, so that one of the two sees the other. */
    private <T> Optional<T> whileScanIsThere(String scanId, T kept, Runnable otherwise) {
        if (scans.normalized().contains(scanId)) {
            return Optional.of(kept);
        }
        otherwise.run();
        return Optional.empty();
    }

    /** Differs whenever the deletion of a scan began or ended in between. */
    public String deletionsRevision() {
        return deletions.revision();
    }

    public Replays replays() {
        return new Replays(store);
    }

    /**
     * Finds out whether the store can be written, by writing the mark of a service's health.
     *
     * @throws org.e2enet.faults.FaultException {@code STO-2xx} when it cannot
     */
    public void probe(String service) {
        store.publish(HEALTH_FOLDER + "/" + service, HEALTHY);
    }

    /** Deletions of scans that are under way. */
    Documents<Deletion> deletions() {
        return deletions;
    }

    <T> Documents<T> documents(String folder, Class<T> type, Function<T, String> id) {
        return new Documents<>(store, folder, type, id, strangers);
    }
}
