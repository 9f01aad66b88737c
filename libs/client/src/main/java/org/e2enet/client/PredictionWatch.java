package org.e2enet.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.faults.Fault;

/**
 * Follows one prediction by its events. The state itself is asked for once per connection, since a prediction that is over sends nothing
 * more, and when no event came for long: another replica may have taken the prediction over, and tells its own followers only. Not thread
 * safe.
 */
final class PredictionWatch implements AutoCloseable {
    private static final Duration LONG_SILENCE = Duration.ofSeconds(20);

    private final Rest rest;
    private final String predictionId;
    private final Consumer<PredictionState> passing;
    private EventStream stream;
    private String lastId;
    private boolean asking;

    PredictionWatch(Rest rest, String predictionId, Consumer<PredictionState> passing) {
        this.rest = rest;
        this.predictionId = predictionId;
        this.passing = passing;
    }

    /**
     * Waits for the next news.
     *
     * @return the result, once it is there
     * @throws org.e2enet.faults.FaultException the prediction's own when it failed; CLI-215 when it was cancelled
     */
    Optional<PredictionCompleted> next() throws InterruptedException {
        if (stream == null || stream.isOver()) {
            close();
            stream = rest.events("/predictions/events?prediction=" + Rest.segment(predictionId), lastId);
            asking = true;
        }
        if (asking) {
            asking = false;
            Optional<PredictionCompleted> end =
                    pass(rest.get("/predictions/" + Rest.segment(predictionId), PredictionState.class));
            if (end.isPresent()) {
                return end;
            }
        }
        Optional<EventStream.Event> event = stream.next(LONG_SILENCE);
        if (event.isEmpty()) {
            asking = true;
            return Optional.empty();
        }
        lastId = event.get().id();
        return pass(EventJson.read(event.get().data().getBytes(StandardCharsets.UTF_8), PredictionState.class));
    }

    /** Whether the connection broke off: there may be no other at once. */
    boolean isBroken() {
        return stream != null && stream.isOver();
    }

    private Optional<PredictionCompleted> pass(PredictionState state) {
        passing.accept(state);
        if (state.fault() != null) {
            throw state.fault().exception();
        }
        if (state.isCancelled()) {
            throw new Fault(
                            "CLI-215",
                            "the prediction was cancelled",
                            predictionId,
                            "Somebody ended it; ask for it again if it is still wanted.")
                    .exception();
        }
        return Optional.ofNullable(state.result());
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
        }
    }
}
