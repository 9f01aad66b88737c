package org.e2enet.infer.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2enet.catalogue.PredictionTicket;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.junit.jupiter.api.Test;

class PredictionStatesTest {
    private static final String SHA_256 = "ab".repeat(32);
    private static final PredictionCompleted RESULT = new PredictionCompleted(
            "prediction",
            "scan",
            "dataset",
            "model",
            "alias",
            new ObjectRef("objects/" + SHA_256, SHA_256, 1, "application/gzip"),
            new PredictionCompleted.Provenance(SHA_256, SHA_256, "sparse", Map.of(), 1, Map.of(), -1, List.of()));

    private Optional<PredictionCompleted> kept = Optional.empty();

    @Test
    void shouldFindWhatFinishesWhileItIsLookedFor() {
        PredictionStates states = new PredictionStates(
                new Kept(),
                board(),
                new Tickets(null) {
                    @Override
                    Optional<PredictionTicket> find(String predictionId) {
                        kept = Optional.of(RESULT);
                        return Optional.empty();
                    }
                },
                null);

        assertEquals(Optional.of(PredictionView.completed(RESULT)), states.find("prediction"));
    }

    @Test
    void shouldFindNothingThatIsNowhere() {
        PredictionStates states = new PredictionStates(
                new Kept(),
                board(),
                new Tickets(null) {
                    @Override
                    Optional<PredictionTicket> find(String predictionId) {
                        return Optional.empty();
                    }
                },
                null);

        assertEquals(Optional.empty(), states.find("prediction"));
    }

    private static Board board() {
        return new Board(null, null, new SimpleMeterRegistry());
    }

    private final class Kept extends KeptPredictions {
        private Kept() {
            super(null, null);
        }

        @Override
        Optional<PredictionCompleted> find(String predictionId) {
            return kept;
        }
    }
}
