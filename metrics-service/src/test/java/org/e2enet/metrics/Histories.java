package org.e2enet.metrics;

import java.nio.file.Path;
import java.util.List;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.history.Database;

/** Databases and scores for tests without the service. */
public final class Histories {
    public static final String TRUTH = "a".repeat(64);

    private Histories() {}

    public static Database in(Path directory) {
        return Database.open("jdbc:h2:file:" + directory.resolve("scores"), "e2enet", "");
    }

    /** One class, Dice and NSD the same. */
    public static ScoresComputed score(String predictionId, String scanId, String modelId, Double dice) {
        return new ScoresComputed(
                predictionId,
                scanId,
                modelId,
                "brain",
                "absent-in-both-undefined",
                "surfel",
                "surfel-weighted",
                List.of(new ScoresComputed.ClassScore(
                        1, "liver", 10, 10, 10, 10, 5, dice, dice, 1, dice, dice, dice != null)),
                dice,
                dice,
                dice == null ? 0 : 1,
                0.1);
    }
}
