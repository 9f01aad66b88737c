package org.e2enet.ingest.upload;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.faults.FaultException;

/** The one way in for scans that lie on disk: size and headers are looked at, then they are safe in the store. Thread safe. */
@Singleton
public final class ScanDoor {
    private final SizeCheck limit;
    private final HeaderChecks checks;
    private final ScanIntake intake;
    private final MeterRegistry meters;

    @Inject
    ScanDoor(SizeCheck limit, HeaderChecks checks, ScanIntake intake, MeterRegistry meters) {
        this.limit = limit;
        this.checks = checks;
        this.intake = intake;
        this.meters = meters;
    }

    /**
     * Takes a scan in.
     *
     * @param files are looked for and closed here
     * @throws FaultException what it is refused with; that is counted
     */
    public Receipt take(Supplier<DatasetDefinition> dataset, Supplier<ScanFiles> files) {
        try {
            DatasetDefinition definition = dataset.get();
            Receipt receipt;
            try (ScanFiles scan = files.get()) {
                limit.check(scan);
                checks.check(scan, definition);
                receipt = intake.take(definition, scan);
            }
            count(receipt.duplicate() ? "duplicate" : "received", "none");
            return receipt;
        } catch (FaultException failure) {
            count("refused", failure.fault().code());
            throw failure;
        }
    }

    private void count(String outcome, String code) {
        meters.counter("e2enet.scans", "outcome", outcome, "code", code).increment();
    }
}
