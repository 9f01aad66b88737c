package org.e2enet.console.scans;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Entry;
import org.e2enet.catalogue.Index;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanReceived;

/** Scans by time, predictions and requests by scan. Thread-safe. */
@Startup
@Singleton
public class ScanIndex {
    private final Index<ScanReceived, String> scans;
    private final Index<PredictionCompleted, String> predictions;
    private final Index<?, String> requests;

    @Inject
    ScanIndex(Catalogue catalogue) {
        scans = new Index<>(catalogue.scans().received(), entry -> entry.value().receivedAt(), ScanReceived::dataset);
        predictions = new Index<>(catalogue.predictions(), Entry::writtenAt, PredictionCompleted::scanId);
        requests = new Index<>(catalogue.tickets(), entry -> entry.value().requestedAt(), ticket -> ticket.request()
                .scanId());
    }

    /** With their data sets. */
    public List<Index.Row<String>> scans() {
        return scans.newestFirst();
    }

    Map<String, Long> predictionsByScan() {
        return predictions.newestFirst().stream().collect(Collectors.groupingBy(Index.Row::key, Collectors.counting()));
    }

    List<Index.Row<String>> predictionsOf(String scanId) {
        return of(predictions.newestFirst(), scanId);
    }

    List<Index.Row<String>> requestsOf(String scanId) {
        return of(requests.newestFirst(), scanId);
    }

    private static List<Index.Row<String>> of(List<Index.Row<String>> rows, String scanId) {
        return rows.stream().filter(row -> row.key().equals(scanId)).toList();
    }
}
