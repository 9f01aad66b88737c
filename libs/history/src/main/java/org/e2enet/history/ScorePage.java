package org.e2enet.history;

import java.util.List;

/**
 * A part of a list of scores.
 *
 * @param next what to ask after for the next part, or null at the end
 */
public record ScorePage(List<StoredScore> scores, String next) {}
