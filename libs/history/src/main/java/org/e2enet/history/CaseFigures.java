package org.e2enet.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one case adds to the sums of its model: means over the current scores of one scan by one model.
 *
 * @param scores how many current ones it has; the case counts where there is one
 * @param scoredAt of the last one; null without any
 * @param classes by label
 */
record CaseFigures(int scores, Figure dice, Figure nsd, Instant scoredAt, Map<Integer, OfClass> classes) {
    private static final String CASE = """
            select count(*) as scores, avg(mean_dice) as dice, avg(mean_nsd) as nsd, max(scored_at) as scored_at
            from score where dataset = ? and is_current = true and model_id = ? and scan_id = ?""";
    private static final String CLASSES = """
            select c.label, max(c.name) as name, avg(c.dice) as dice, avg(c.nsd) as nsd
            from score s join class_score c on c.score_id = s.id
            where s.dataset = ? and s.is_current = true and s.model_id = ? and s.scan_id = ? group by c.label""";

    /**
     * A figure as a sum over cases takes it.
     *
     * @param cases 1 where it is defined
     */
    record Figure(BigDecimal sum, int cases) {
        private static final int DIGITS = 18;
        private static final Figure NONE = new Figure(BigDecimal.ZERO, 0);

        private static Figure of(ResultSet row, String column) throws SQLException {
            Double value = Rows.number(row, column);
            return value == null ? NONE : new Figure(new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN), 1);
        }

        /** Of this case alone; null where it is undefined. */
        private Double value() {
            return cases == 0 ? null : (Double) sum.doubleValue();
        }

        Figure minus(Figure other) {
            return new Figure(sum.subtract(other.sum), cases - other.cases);
        }
    }

    /** One class of the case. */
    record OfClass(String name, Figure dice, Figure nsd) {
        static final OfClass NONE = new OfClass("", Figure.NONE, Figure.NONE);
    }

    static CaseFigures of(Connection connection, ScoredCase which) throws SQLException {
        Object[] values = {which.dataset(), which.modelId(), which.scanId()};
        CaseFigures bare = Rows.first(
                        connection,
                        row -> new CaseFigures(
                                row.getInt("scores"),
                                Figure.of(row, "dice"),
                                Figure.of(row, "nsd"),
                                Rows.time(row, "scored_at"),
                                new TreeMap<>()),
                        CASE,
                        values)
                .orElseThrow();
        if (bare.scores > 0) {
            Rows.list(
                    connection,
                    row -> bare.classes.put(
                            row.getInt("label"),
                            new OfClass(row.getString("name"), Figure.of(row, "dice"), Figure.of(row, "nsd"))),
                    CLASSES,
                    values);
        }
        return bare;
    }

    /** How many cases it is: one, or none. */
    int cases() {
        return Math.min(scores, 1);
    }

    /** Null where it is undefined. */
    Double meanDice() {
        return dice.value();
    }

    /** Null where it is undefined. */
    Double meanNsd() {
        return nsd.value();
    }

    /** Of the classes where it is defined. */
    SortedMap<Integer, Double> classDice() {
        SortedMap<Integer, Double> defined = new TreeMap<>();
        classes.forEach((label, each) -> {
            if (each.dice().cases() > 0) {
                defined.put(label, each.dice().value());
            }
        });
        return defined;
    }
}
