package org.e2enet.pacs.results;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.e2enet.contract.ResultUndelivered;
import org.e2enet.edge.records.EventSender;
import org.e2enet.edge.records.NotYet;
import org.e2enet.faults.Fault;
import org.e2enet.pacs.series.CaseFaults;
import org.e2enet.pacs.series.Cases;
import org.e2enet.pacs.series.SeriesCase;

/** Scans without a result: their series are told to have none. Thread safe. */
@Singleton
final class Failures {
    /** A case is written down within milliseconds of its scan's upload; a scan of somebody else never has one. */
    private static final Duration CASE_WITHIN = Duration.ofSeconds(10);

    private final Cases cases;
    private final EventSender events;
    private final MeterRegistry meters;

    @Inject
    Failures(Cases cases, EventSender events, MeterRegistry meters) {
        this.cases = cases;
        this.events = events;
        this.meters = meters;
    }

    /**
     * Tells. A later prediction of the scan, asked for when the fault is mended, is delivered all the same.
     *
     * @param which of the scan's cases
     * @throws NotYet while there is no such case
     */
    void tell(String scanId, Predicate<SeriesCase> which, Fault fault) {
        List<SeriesCase> waiting =
                cases.waitingFor(scanId).stream().filter(which).toList();
        if (waiting.isEmpty()) {
            throw new NotYet(CaseFaults.noneOfScan(scanId), CASE_WITHIN);
        }
        for (SeriesCase of : waiting) {
            events.send(new ResultUndelivered(of.key(), of.scanId(), null, of.archive(), null, 0, fault));
            cases.update(of.key(), now -> now.awaitsResult() ? now.failed(fault) : now);
            meters.counter("e2enet.results", "outcome", "failed", "code", fault.code())
                    .increment();
        }
    }

    /** Whether that is all that is to be said of a record: it was of somebody else's scan. */
    static boolean isOfOthers(Fault fault) {
        return fault.code().equals(CaseFaults.UNKNOWN);
    }
}
