package org.e2enet.catalogue;

import java.util.stream.Stream;

/**
 * How long what belongs to a data set is kept: document {@code retention/<dataset>.json}. Days, each at least 1; null = without end.
 *
 * @param scansDays whole scans with all that was made from them, since they came
 * @param originalsDays files as they came, labels too; the scan goes on without them
 * @param normalizedDays prepared scans, since they were prepared; uploading the scan again makes them again
 * @param predictionsDays predictions with their files, since they were finished; their scores stay
 */
public record RetentionRule(
        String dataset, Integer scansDays, Integer originalsDays, Integer normalizedDays, Integer predictionsDays) {
    public RetentionRule {
        if (Stream.of(days(scansDays), days(originalsDays), days(normalizedDays), days(predictionsDays))
                .anyMatch(days -> days < 1)) {
            throw new IllegalArgumentException("days must be at least 1");
        }
    }

    /** Of a data set that has none: all is kept. */
    public static RetentionRule none(String dataset) {
        return new RetentionRule(dataset, null, null, null, null);
    }

    private static int days(Integer days) {
        return days == null ? 1 : days;
    }
}
