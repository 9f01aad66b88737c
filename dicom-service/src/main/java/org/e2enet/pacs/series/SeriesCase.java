package org.e2enet.pacs.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.dicom.exchange.ResultKind;
import org.e2enet.faults.Fault;
import org.e2enet.pacs.archive.SeriesUids;
import org.e2enet.pacs.routing.Route;

/**
 * A series that a route took, alone or with others of its study, and what became of it. In the vault, identifiers included.
 *
 * @param key pseudonym of archive, series and its instances: the series with more instances is another case
 * @param uids of several series, those of the first channel: results lie on it
 * @param instancesSha256 of the sorted identifiers of its instances; of several series, of the first
 * @param scanId what ingest-service knows it as; null where it was refused
 * @param fault why it was refused, or has no result; null where it was not
 * @param prediction null until there is one
 * @param deliveries one for each kind of result and place
 */
public record SeriesCase(
        String key,
        String archive,
        SeriesUids uids,
        String instancesSha256,
        int instances,
        Route route,
        State state,
        String scanId,
        List<String> flags,
        Fault fault,
        Prediction prediction,
        List<Delivery> deliveries,
        Instant since) {
    /** Where it stands; in JSON in lower case. */
    public enum State {
        @JsonProperty("refused")
        REFUSED,
        @JsonProperty("handed-over")
        HANDED_OVER,
        /** Rejected, or its prediction failed. */
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("delivering")
        DELIVERING,
        @JsonProperty("delivered")
        DELIVERED,
        @JsonProperty("undelivered")
        UNDELIVERED
    }

    /**
     * What is delivered.
     *
     * @param predicted when this service first heard of it: the result's date and time
     */
    public record Prediction(
            String predictionId,
            String modelId,
            ObjectRef segmentation,
            Map<String, String> versions,
            Instant predicted) {}

    public SeriesCase {
        flags = flags == null ? List.of() : List.copyOf(flags);
        deliveries = deliveries == null ? List.of() : List.copyOf(deliveries);
    }

    static SeriesCase handedOver(
            String key,
            String archive,
            SeriesUids uids,
            String instancesSha256,
            int instances,
            Route route,
            String scanId,
            List<String> flags) {
        return new SeriesCase(
                key,
                archive,
                uids,
                instancesSha256,
                instances,
                route,
                State.HANDED_OVER,
                scanId,
                flags,
                null,
                null,
                List.of(),
                Instant.now());
    }

    static SeriesCase refused(
            String key,
            String archive,
            SeriesUids uids,
            String instancesSha256,
            int instances,
            Route route,
            Fault fault) {
        return new SeriesCase(
                key,
                archive,
                uids,
                instancesSha256,
                instances,
                route,
                State.REFUSED,
                null,
                List.of(),
                fault,
                null,
                List.of(),
                Instant.now());
    }

    /** Whether a prediction of its scan is still wanted. */
    public boolean awaitsResult() {
        return state == State.HANDED_OVER || state == State.FAILED;
    }

    /** Whether nothing is under way for it. */
    boolean isEnded() {
        return switch (state) {
            case REFUSED, FAILED, DELIVERED, UNDELIVERED -> true;
            case HANDED_OVER, DELIVERING -> false;
        };
    }

    public SeriesCase failed(Fault why) {
        return with(State.FAILED, why, prediction, deliveries);
    }

    /** Every output goes to the archive first, then on from there. */
    public SeriesCase predicted(PredictionCompleted done, Instant when) {
        Prediction made = new Prediction(
                done.predictionId(),
                done.modelId(),
                done.segmentation(),
                done.provenance().versions(),
                when);
        List<Delivery> wanted = new ArrayList<>();
        for (ResultKind kind : route.outputs()) {
            wanted.add(Delivery.pending(archive, kind));
        }
        for (String destination : route.destinations()) {
            for (ResultKind kind : route.outputs()) {
                wanted.add(Delivery.pending(destination, kind));
            }
        }
        return with(State.DELIVERING, null, made, wanted);
    }

    /** With one delivery changed, and the state that follows from all of them. */
    public SeriesCase with(Delivery changed) {
        List<Delivery> all = deliveries.stream()
                .map(delivery -> delivery.isSameAs(changed) ? changed : delivery)
                .toList();
        boolean pending = all.stream().anyMatch(delivery -> delivery.state() == Delivery.State.PENDING);
        Fault lost = all.stream()
                .filter(delivery -> delivery.state() == Delivery.State.GIVEN_UP)
                .map(Delivery::fault)
                .findFirst()
                .orElse(null);
        State now = pending ? State.DELIVERING : lost == null ? State.DELIVERED : State.UNDELIVERED;
        return with(now, lost, prediction, all);
    }

    /** All that was given up is tried anew. */
    public SeriesCase triedAnew() {
        List<Delivery> all = deliveries.stream()
                .map(delivery -> delivery.state() == Delivery.State.GIVEN_UP
                        ? Delivery.pending(delivery.destination(), delivery.kind())
                        : delivery)
                .toList();
        return with(State.DELIVERING, null, prediction, all);
    }

    private SeriesCase with(State other, Fault why, Prediction made, List<Delivery> all) {
        return new SeriesCase(
                key, archive, uids, instancesSha256, instances, route, other, scanId, flags, why, made, all, since);
    }

    @Override
    public String toString() {
        return "SeriesCase[" + key + "]";
    }
}
