package org.e2enet.history;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.history.ScoreQuery.Order;
import org.e2enet.history.ScoreQuery.Place;

/**
 * The end of the statement that answers a page. It begins after the last row of the page before ("keyset"), so that the thousandth page
 * costs what the first does; it sorts by the columns an index has, those that are equal throughout included, so that the index is taken.
 *
 * @param conditions with one {@code ?} for each value
 */
record PageStatement(String conditions, List<Object> values, String key, Order order) {
    static PageStatement of(ScoreQuery query) {
        StringBuilder where = new StringBuilder();
        List<String> sorted = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        String key = "s." + query.order().column();
        if (query.label() != null) {
            where.append("join class_score c on c.score_id = s.id and c.label = ")
                    .append(query.label())
                    .append(' ');
        }
        equal("s.dataset", query.dataset(), where, sorted, values);
        equal("s.model_id", query.model(), where, sorted, values);
        equal("s.scan_id", query.scan(), where, sorted, values);
        equal("s.rules", query.rules(), where, sorted, values);
        if (query.scan() == null && query.rules() == null) {
            where.append(joint(values.isEmpty())).append("s.is_current = true");
            sorted.add("s.is_current");
        }
        String direction = query.descending() ? " desc" : "";
        if (query.after() != null) {
            Place place = query.place();
            String beyond = query.descending() ? "<" : ">";
            where.append(" and %1$s %2$s= ? and (%1$s %2$s ? or s.id %2$s ?)".formatted(key, beyond));
            values.addAll(List.of(place.key(), place.key(), place.id()));
        }
        sorted.add(key);
        sorted.add("s.id");
        where.append(" order by ")
                .append(String.join(direction + ", ", sorted))
                .append(direction)
                .append(" limit ")
                .append(query.limit() + 1);
        return new PageStatement(where.toString(), values, key, query.order());
    }

    private static void equal(
            String column, String value, StringBuilder where, List<String> sorted, List<Object> values) {
        if (value != null) {
            where.append(joint(values.isEmpty())).append(column).append(" = ?");
            sorted.add(column);
            values.add(value);
        }
    }

    private static String joint(boolean first) {
        return first ? "where " : " and ";
    }

    /** Where the page that ends with this row goes on. */
    String cursor(StoredScore last) {
        Object value =
                switch (order) {
                    case PREDICTION -> last.score().predictionId();
                    case DICE ->
                        last.score().meanDice() == null ? -1.0 : last.score().meanDice();
                    case NSD ->
                        last.score().meanNsd() == null ? -1.0 : last.score().meanNsd();
                    case TIME -> last.scoredAt();
                };
        return new Place(value, last.id()).cursor();
    }
}
