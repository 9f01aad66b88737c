package org.e2enet.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.e2enet.contract.ScoresComputed;

/**
 * All scores there ever were. One of each prediction is current; scores by other rules, and against a truth that was corrected since,
 * stay to be seen. Thread safe, over processes too.
 *
 * <p>Errors are {@link org.e2enet.faults.FaultException}s: {@code HIS-201} when the database is away.
 */
public final class ScoreHistory {
    private final Database database;

    public ScoreHistory(Database database) {
        this.database = database;
    }

    /** The score that counts for a prediction. */
    public Optional<StoredScore> current(String predictionId) {
        return revisions(predictionId).stream().filter(StoredScore::current).findFirst();
    }

    /** Every score of a prediction, oldest first. */
    public List<StoredScore> revisions(String predictionId) {
        return database.in(connection ->
                ScoreRows.read(connection, null, "where s.prediction_id = ? order by s.id", predictionId));
    }

    /**
     * Keeps a score and makes it the current one of its prediction. By the same rules against the same truth there is one: of two made
     * at once, the first.
     *
     * @param truth SHA-256 of the label file
     * @return the one that is kept
     */
    public StoredScore keep(ScoresComputed score, String truth) {
        return database.in(connection -> keep(connection, score, truth, Instant.now()));
    }

    /** Keeps scores of versions that noted no truth, in one transaction, where their prediction has none yet. */
    public void takeOver(Map<ScoresComputed, Instant> scores) {
        database.in(connection -> {
            for (Map.Entry<ScoresComputed, Instant> each : scores.entrySet()) {
                keep(connection, each.getKey(), "", each.getValue());
            }
            return null;
        });
    }

    private static StoredScore keep(Connection connection, ScoresComputed score, String truth, Instant at)
            throws SQLException {
        long version = lock(connection);
        String rules = rules(connection, Rules.of(score));
        Optional<StoredScore> known = ScoreRows.read(
                        connection,
                        null,
                        "where s.prediction_id = ? and s.rules = ? and s.truth = ?",
                        score.predictionId(),
                        rules,
                        truth)
                .stream()
                .findFirst();
        if (known.isPresent() && known.get().current()) {
            return known.get();
        }
        touch(connection, version + 1, score.dataset(), score.modelId());
        Sums sums = Sums.before(connection, cases(connection, score));
        StoredScore kept = makeCurrent(connection, score, truth, at, rules, known);
        sums.update();
        return kept;
    }

    /** Whose figures change with a score: its own case, and those of its prediction's other scores, one of which was current. */
    private static Set<ScoredCase> cases(Connection connection, ScoresComputed score) throws SQLException {
        Set<ScoredCase> cases = new HashSet<>(Rows.list(
                connection,
                ScoredCase::of,
                "select distinct " + ScoredCase.COLUMNS + " from score where prediction_id = ?",
                score.predictionId()));
        cases.add(new ScoredCase(score.dataset(), score.modelId(), score.scanId()));
        return cases;
    }

    private static StoredScore makeCurrent(
            Connection connection,
            ScoresComputed score,
            String truth,
            Instant at,
            String rules,
            Optional<StoredScore> known)
            throws SQLException {
        setCurrent(connection, false, "prediction_id = ?", score.predictionId());
        Rows.change(connection, "delete from unscored where prediction_id = ?", score.predictionId());
        if (known.isPresent()) {
            setCurrent(connection, true, "id = ?", known.get().id());
            return known.get();
        }
        return ScoreRows.insert(
                connection,
                new StoredScore(
                        0,
                        score,
                        rules,
                        truth,
                        revision(connection, score.scanId(), truth),
                        true,
                        at.truncatedTo(ChronoUnit.MICROS)));
    }

    private static void setCurrent(Connection connection, boolean current, String which, Object value)
            throws SQLException {
        Rows.change(
                connection,
                "update class_score set is_current = ? where score_id in (select id from score where " + which
                        + " and is_current <> ?)",
                current,
                value,
                current);
        Rows.change(
                connection,
                "update score set is_current = ? where " + which + " and is_current <> ?",
                current,
                value,
                current);
    }

    private static String rules(Connection connection, Rules rules) throws SQLException {
        String hash = rules.hash();
        if (Rows.first(connection, row -> 1, "select 1 from scoring_rules where hash = ?", hash)
                .isEmpty()) {
            Rows.change(
                    connection,
                    "insert into scoring_rules (hash, absent_classes, nsd, hausdorff, tolerances_mm) values (?, ?, ?, ?, ?)",
                    hash,
                    rules.absentClasses(),
                    rules.nsd(),
                    rules.hausdorff(),
                    rules.tolerancesMm());
        }
        return hash;
    }

    private static int revision(Connection connection, String scanId, String truth) throws SQLException {
        Optional<Integer> known = Rows.first(
                connection,
                row -> row.getInt(1),
                "select revision from score where scan_id = ? and truth = ?",
                scanId,
                truth);
        return known.isPresent()
                ? known.get()
                : Rows.first(
                                connection,
                                row -> row.getInt(1),
                                "select coalesce(max(revision), 0) + 1 from score where scan_id = ?",
                                scanId)
                        .orElse(1);
    }

    /** Takes what writers take one after the other. @return the version before */
    static long lock(Connection connection) throws SQLException {
        return Rows.first(
                        connection,
                        row -> row.getLong(1),
                        "select version from change where dataset = '' and model_id = '' for update")
                .orElseThrow();
    }

    private static void touch(Connection connection, long version, String dataset, String modelId) throws SQLException {
        Rows.change(connection, "update change set version = ? where dataset = '' and model_id = ''", version);
        int known = Rows.change(
                connection,
                "update change set version = ? where dataset = ? and model_id = ?",
                version,
                dataset,
                modelId);
        if (known == 0) {
            Rows.change(
                    connection,
                    "insert into change (dataset, model_id, version) values (?, ?, ?)",
                    dataset,
                    modelId,
                    version);
        }
    }

    /** Removes all scores of a scan, current or not. @return how many */
    public int forget(String scanId) {
        return database.in(connection -> {
            long version = lock(connection) + 1;
            Set<ScoredCase> cases = new HashSet<>(Rows.list(
                    connection,
                    ScoredCase::of,
                    "select distinct " + ScoredCase.COLUMNS + " from score where scan_id = ?",
                    scanId));
            Sums sums = Sums.before(connection, cases);
            for (ScoredCase each : cases) {
                touch(connection, version, each.dataset(), each.modelId());
            }
            Rows.change(connection, "delete from unscored where scan_id = ?", scanId);
            int removed = Rows.change(connection, "delete from score where scan_id = ?", scanId);
            sums.update();
            return removed;
        });
    }

    /** Notes that a prediction waits for its scan's truth. */
    public void awaitTruth(String predictionId, String scanId) {
        database.in(connection -> {
            lock(connection);
            if (Rows.first(connection, row -> 1, "select 1 from unscored where prediction_id = ?", predictionId)
                    .isEmpty()) {
                Rows.change(
                        connection,
                        "insert into unscored (prediction_id, scan_id) values (?, ?)",
                        predictionId,
                        scanId);
            }
            return null;
        });
    }

    /** Ids of all predictions of a scan that were scored or wait for its truth. */
    public List<String> predictionsOf(String scanId) {
        return database.in(connection -> Rows.list(
                connection,
                row -> row.getString(1),
                "select prediction_id from score where scan_id = ? union select prediction_id from unscored where scan_id = ?"
                        + " order by 1",
                scanId,
                scanId));
    }

    /** Those of the predictions that have a score. */
    public Set<String> scored() {
        return database.in(connection -> new TreeSet<>(
                Rows.list(connection, row -> row.getString(1), "select distinct prediction_id from score")));
    }

    /** Ids of all scans with a score, or a prediction that waits for their truth. */
    public Set<String> scans() {
        return database.in(connection -> new TreeSet<>(Rows.list(
                connection, row -> row.getString(1), "select scan_id from score union select scan_id from unscored")));
    }

    /** Grows with every change: equal ones say that nothing was changed in between. */
    public long version() {
        return database.in(connection -> Rows.first(
                        connection,
                        row -> row.getLong(1),
                        "select version from change where dataset = '' and model_id = ''")
                .orElseThrow());
    }

    /** A part of a list, in the order asked for. */
    public ScorePage page(ScoreQuery query) {
        return database.in(connection -> {
            PageStatement statement = PageStatement.of(query);
            List<StoredScore> found = ScoreRows.read(
                    connection,
                    query.label(),
                    statement.conditions(),
                    statement.values().toArray());
            if (found.size() <= query.limit()) {
                return new ScorePage(found, null);
            }
            List<StoredScore> page = new ArrayList<>(found.subList(0, query.limit()));
            return new ScorePage(page, statement.cursor(page.getLast()));
        });
    }

    /** What the database does to answer a page, in its own words: for tests of indexes. */
    String explain(ScoreQuery query) {
        return database.in(connection -> {
            PageStatement statement = PageStatement.of(query);
            return String.join(
                    "\n",
                    Rows.list(
                            connection,
                            row -> row.getString(1),
                            "explain " + ScoreRows.SELECT + statement.conditions(),
                            statement.values().toArray()));
        });
    }
}
