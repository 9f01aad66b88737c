package org.e2enet.pacs.rest;

import java.time.Instant;
import java.util.List;
import org.e2enet.faults.Fault;
import org.e2enet.pacs.series.Delivery;
import org.e2enet.pacs.series.SeriesCase;

/** A case without what identifies it outside of this product. */
record SeriesView(
        String seriesKey,
        String archive,
        String route,
        String dataset,
        String alias,
        SeriesCase.State state,
        int instances,
        List<String> flags,
        String scanId,
        String predictionId,
        List<Delivery> deliveries,
        Fault fault,
        Instant since) {
    static SeriesView of(SeriesCase of) {
        return new SeriesView(
                of.key(),
                of.archive(),
                of.route().name(),
                of.route().dataset(),
                of.route().alias(),
                of.state(),
                of.instances(),
                of.flags(),
                of.scanId(),
                of.prediction() == null ? null : of.prediction().predictionId(),
                of.deliveries(),
                of.fault(),
                of.since());
    }
}
