package org.e2enet.infer.prediction;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.e2enet.catalogue.PredictionTicket;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Priority;
import org.e2enet.faults.Fault;
import org.e2enet.infer.queue.Claims;

/**
 * A prediction as a caller sees it. What has no meaning in its state is absent.
 *
 * @param stage of a running one: {@code model} while it is loaded, then {@code read}, {@code network}, {@code write}
 * @param place in this instance's queue, 1 = next
 * @param windowsDone of those planned
 * @param secondsLeft by the windows done so far, without those of others before it
 * @param predictionId as it was asked for; the result has another one where the alias got another model meanwhile
 */
public record PredictionView(
        String predictionId,
        State state,
        String scanId,
        String alias,
        Priority priority,
        Instant deadline,
        Integer place,
        String stage,
        Integer windowsDone,
        Integer windowsTotal,
        Double secondsLeft,
        PredictionCompleted result,
        Fault fault) {
    /** What a prediction is doing; the last three are final. */
    public enum State {
        QUEUED,
        RUNNING,
        /** Lets others through between two windows. */
        PAUSED,
        COMPLETED,
        FAILED,
        CANCELLED;

        @JsonValue
        String form() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isFinal() {
            return compareTo(COMPLETED) >= 0;
        }
    }

    static PredictionView completed(PredictionCompleted result) {
        return new PredictionView(
                result.predictionId(),
                State.COMPLETED,
                result.scanId(),
                result.alias(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                result,
                null);
    }

    static PredictionView queued(PredictionRequested request) {
        return new PredictionView(
                request.predictionId(),
                State.QUEUED,
                request.scanId(),
                request.alias(),
                request.priority(),
                request.deadline(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A request that nobody has in hand: it waits, failed, or was cancelled. */
    static PredictionView of(PredictionTicket ticket) {
        PredictionView queued = queued(ticket.request());
        if (ticket.fault() != null) {
            return queued.in(State.FAILED, ticket.fault());
        }
        return ticket.cancelledAt() == null ? queued : queued.in(State.CANCELLED, null);
    }

    /** The same request in a final state. */
    PredictionView in(State end, Fault why) {
        return new PredictionView(
                predictionId, end, scanId, alias, priority, deadline, null, null, null, null, null, null, why);
    }

    /** The same under the id that was asked for; the result tells its own. */
    PredictionView askedFor(String id) {
        return new PredictionView(
                id,
                state,
                scanId,
                alias,
                priority,
                deadline,
                place,
                stage,
                windowsDone,
                windowsTotal,
                secondsLeft,
                result,
                fault);
    }

    PredictionView at(Integer newPlace) {
        return new PredictionView(
                predictionId,
                state,
                scanId,
                alias,
                priority,
                deadline,
                newPlace,
                stage,
                windowsDone,
                windowsTotal,
                secondsLeft,
                result,
                fault);
    }

    /** As another instance tells. */
    PredictionView working(Claims.Progress there) {
        return new PredictionView(
                predictionId,
                there.paused() ? State.PAUSED : State.RUNNING,
                scanId,
                alias,
                priority,
                deadline,
                null,
                there.stage(),
                there.windowsDone(),
                there.windowsTotal(),
                there.secondsLeft(),
                result,
                fault);
    }

    /** What this instance tells the others; null unless it works on it. */
    Claims.Progress progress() {
        return state == State.RUNNING || state == State.PAUSED
                ? new Claims.Progress(state == State.PAUSED, stage, windowsDone, windowsTotal, secondsLeft)
                : null;
    }

    PredictionView working(State now, String newStage, int done, int total, Double seconds) {
        return new PredictionView(
                predictionId,
                now,
                scanId,
                alias,
                priority,
                deadline,
                null,
                newStage,
                done,
                total,
                seconds,
                result,
                fault);
    }
}
