package org.e2enet.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.e2enet.history.CaseFigures.OfClass;

/**
 * Keeps cases ({@code case_mean}) and the sums over them ({@code model_mean}, {@code class_mean}) in step with scores that change: begun before, ended after, both while
 * the writers' lock is held. One transaction's own.
 */
final class Sums {
    private static final String CHANGE_MODEL = """
            update model_mean set cases = cases + ?, dice_sum = dice_sum + ?, dice_cases = dice_cases + ?, nsd_sum = nsd_sum + ?,
                nsd_cases = nsd_cases + ?, last_scored_at = ? where dataset = ? and model_id = ?""";
    private static final String INSERT_MODEL = """
            insert into model_mean (cases, dice_sum, dice_cases, nsd_sum, nsd_cases, last_scored_at, dataset, model_id)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String CHANGE_CLASS = """
            update class_mean set name = ?, cases = cases + ?, dice_sum = dice_sum + ?, dice_cases = dice_cases + ?,
                nsd_sum = nsd_sum + ?, nsd_cases = nsd_cases + ? where dataset = ? and model_id = ? and label = ?""";
    private static final String INSERT_CLASS = """
            insert into class_mean (name, cases, dice_sum, dice_cases, nsd_sum, nsd_cases, dataset, model_id, label)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String CHANGE_CASE =
            "update case_mean set dice = ?, nsd = ?, class_dice = ? where dataset = ? and model_id = ? and scan_id = ?";
    private static final String INSERT_CASE =
            "insert into case_mean (dice, nsd, class_dice, dataset, model_id, scan_id) values (?, ?, ?, ?, ?, ?)";
    private static final String DELETE_CASE =
            "delete from case_mean where dataset = ? and model_id = ? and scan_id = ?";
    private static final String LAST_SCORED =
            "select max(scored_at) as last from score where dataset = ? and is_current = true and model_id = ?";

    private final Connection connection;
    private final Map<ScoredCase, CaseFigures> before = new LinkedHashMap<>();

    private Sums(Connection connection) {
        this.connection = connection;
    }

    /** @param cases whose scores are about to change */
    static Sums before(Connection connection, Set<ScoredCase> cases) throws SQLException {
        Sums sums = new Sums(connection);
        for (ScoredCase each : cases) {
            sums.before.put(each, CaseFigures.of(connection, each));
        }
        return sums;
    }

    /** Adds what has changed since. */
    void update() throws SQLException {
        for (Map.Entry<ScoredCase, CaseFigures> each : before.entrySet()) {
            update(each.getKey(), each.getValue(), CaseFigures.of(connection, each.getKey()));
        }
    }

    private void update(ScoredCase which, CaseFigures was, CaseFigures is) throws SQLException {
        if (was.equals(is)) {
            return;
        }
        CaseFigures.Figure dice = is.dice().minus(was.dice());
        CaseFigures.Figure nsd = is.nsd().minus(was.nsd());
        change(
                CHANGE_MODEL,
                INSERT_MODEL,
                is.cases() - was.cases(),
                dice.sum(),
                dice.cases(),
                nsd.sum(),
                nsd.cases(),
                lastScored(which, is),
                which.dataset(),
                which.modelId());
        updateCase(which, is);
        Set<Integer> labels = new TreeSet<>(was.classes().keySet());
        labels.addAll(is.classes().keySet());
        for (int label : labels) {
            updateClass(which, label, was.classes().get(label), is.classes().get(label));
        }
    }

    private void updateCase(ScoredCase which, CaseFigures is) throws SQLException {
        if (is.scores() == 0) {
            Rows.change(connection, DELETE_CASE, which.dataset(), which.modelId(), which.scanId());
            return;
        }
        change(
                CHANGE_CASE,
                INSERT_CASE,
                is.meanDice(),
                is.meanNsd(),
                ClassDice.text(is.classDice()),
                which.dataset(),
                which.modelId(),
                which.scanId());
    }

    private void updateClass(ScoredCase which, int label, OfClass was, OfClass is) throws SQLException {
        OfClass from = was == null ? OfClass.NONE : was;
        OfClass to = is == null ? OfClass.NONE : is;
        CaseFigures.Figure dice = to.dice().minus(from.dice());
        CaseFigures.Figure nsd = to.nsd().minus(from.nsd());
        change(
                CHANGE_CLASS,
                INSERT_CLASS,
                is == null ? from.name() : to.name(),
                (is == null ? 0 : 1) - (was == null ? 0 : 1),
                dice.sum(),
                dice.cases(),
                nsd.sum(),
                nsd.cases(),
                which.dataset(),
                which.modelId(),
                label);
    }

    private void change(String update, String insert, Object... values) throws SQLException {
        if (Rows.change(connection, update, values) == 0) {
            Rows.change(connection, insert, values);
        }
    }

    /** Of the whole model: a score that goes may have been the last. */
    private Instant lastScored(ScoredCase which, CaseFigures is) throws SQLException {
        return Rows.first(
                                connection,
                                row -> Rows.time(row, "last"),
                                "select last_scored_at as last from model_mean where dataset = ? and model_id = ?",
                                which.dataset(),
                                which.modelId())
                        .filter(known -> is.scoredAt() != null && !is.scoredAt().isBefore(known))
                        .isPresent()
                ? is.scoredAt()
                : newest(which);
    }

    private Instant newest(ScoredCase which) throws SQLException {
        Instant newest = Rows.list(
                        connection, row -> Rows.time(row, "last"), LAST_SCORED, which.dataset(), which.modelId())
                .getFirst();
        // Without a score nothing is shown of the model; the column wants a time all the same.
        return newest == null ? Instant.EPOCH : newest;
    }
}
