package org.e2enet.history;

import java.time.Instant;
import org.e2enet.contract.ScoresComputed;

/**
 * A score as it is kept.
 *
 * @param rules hash of the {@link Rules} it was made by
 * @param truth SHA-256 of the label file it was made against; empty for scores of versions that did not note it
 * @param revision of its scan's truth: 1 for the first one, more for each corrected one
 * @param current whether it is the one that counts for its prediction; others stay to be seen
 */
public record StoredScore(
        long id, ScoresComputed score, String rules, String truth, int revision, boolean current, Instant scoredAt) {}
