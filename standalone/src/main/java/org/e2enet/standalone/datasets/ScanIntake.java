package org.e2enet.standalone.datasets;

import java.time.Duration;
import org.e2enet.client.IngestClient;
import org.e2enet.client.ScanState;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.stack.StackSession;

/** Cases through ingest-service, each to its end. */
public final class ScanIntake {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    private final StackSession session;
    private final IngestClient ingest;

    public ScanIntake(StackSession session) {
        this.session = session;
        this.ingest = session.ingest();
    }

    /** Uploads a case and waits until it is normalised or rejected; a case that cannot be uploaded is rejected. */
    ScanOutcome take(String dataset, CaseFiles files) throws InterruptedException {
        if (files.problem().isPresent()) {
            return ScanOutcome.rejected(files, null, files.problem().get());
        }
        try {
            IngestClient.Receipt receipt = ingest.upload(dataset, files.images(), files.labels());
            return ScanOutcome.of(files, awaitEnd(receipt), receipt.isDone());
        } catch (FaultException refused) {
            return ScanOutcome.rejected(files, null, refused.fault());
        }
    }

    /**
     * Uploads a case that must be taken.
     *
     * @throws FaultException the fault that it is refused or rejected with
     */
    public ScanState require(String dataset, CaseFiles files) throws InterruptedException {
        files.problem().ifPresent(problem -> {
            throw problem.exception();
        });
        ScanState end = awaitEnd(ingest.upload(dataset, files.images(), files.labels()));
        if (end.fault() != null) {
            throw end.fault().exception();
        }
        return end;
    }

    private ScanState awaitEnd(IngestClient.Receipt receipt) throws InterruptedException {
        return ingest.awaitEnd(receipt.scanId(), session.waiting(TIMEOUT));
    }
}
