package org.e2enet.standalone.datasets;

import java.time.Duration;
import java.util.Optional;
import org.e2enet.client.IngestClient;
import org.e2enet.client.ScanState;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.dicom.exchange.InstallationKey;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.stack.StackSession;

/** Cases through ingest-service, each to its end. */
public final class ScanIntake {
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    private final StackSession session;
    private final IngestClient ingest;
    private final InstallationKey key;

    /** @param key makes pseudonyms of persons */
    public ScanIntake(StackSession session, InstallationKey key) {
        this.session = session;
        this.ingest = session.ingest();
        this.key = key;
    }

    /** Uploads a case and waits until it is normalised or rejected; a case that cannot be uploaded is rejected. */
    ScanOutcome take(DatasetDefinition dataset, CaseFiles files) throws InterruptedException {
        try {
            IngestClient.Receipt receipt = upload(dataset, files);
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
    public ScanState require(DatasetDefinition dataset, CaseFiles files) throws InterruptedException {
        ScanState end = awaitEnd(upload(dataset, files));
        if (end.fault() != null) {
            throw end.fault().exception();
        }
        return end;
    }

    private IngestClient.Receipt upload(DatasetDefinition dataset, CaseFiles files) throws InterruptedException {
        Optional<String> subject =
                files.series().flatMap(key::subjectOf).or(() -> files.person().map(key::subjectOf));
        try (SentFiles sent = SentFiles.of(files, dataset)) {
            return ingest.upload(dataset.name(), sent.images(), sent.labels(), subject);
        }
    }

    private ScanState awaitEnd(IngestClient.Receipt receipt) throws InterruptedException {
        return ingest.awaitEnd(receipt.scanId(), session.waiting(TIMEOUT));
    }
}
