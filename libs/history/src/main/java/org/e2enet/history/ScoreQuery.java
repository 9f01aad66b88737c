package org.e2enet.history;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;

/**
 * Which scores, in which order, from where on. Null means any.
 *
 * @param scan scores of one scan, older ones too
 * @param rules scores by these rules, current or not; else those that are current
 * @param label one class: its figures alone, and sorted by its Dice
 * @param after a cursor of the page before, or null to begin
 * @param limit at least 1
 */
public record ScoreQuery(
        String dataset,
        String model,
        String scan,
        String rules,
        Integer label,
        Order order,
        boolean descending,
        String after,
        int limit) {
    /** What is sorted by; undefined means are lowest. */
    public enum Order {
        PREDICTION("prediction_id"),
        DICE("dice_order"),
        NSD("nsd_order"),
        TIME("scored_at");

        private final String column;

        Order(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }

        private Object key(String text) {
            return switch (this) {
                case PREDICTION -> text;
                case DICE, NSD -> Double.parseDouble(text);
                case TIME -> Instant.parse(text);
            };
        }
    }

    /** A place in an order: the key and the id of the last row before it. */
    record Place(Object key, long id) {
        String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((id + " " + key).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** @throws org.e2enet.faults.FaultException {@code HIS-103} for a cursor of another list */
    Place place() {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8).split(" ", 2);
            return new Place(order.key(parts[1]), Long.parseLong(parts[0]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | DateTimeParseException noCursor) {
            throw HistoryFaults.badCursor().exception(noCursor);
        }
    }
}
