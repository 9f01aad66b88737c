package org.e2enet.ingest.normalize;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;
import org.e2enet.preparation.StageTimer;

/** Counts scans by outcome and code, and times the steps. Thread safe. */
@Singleton
final class ScanMeters implements StageTimer {
    private final MeterRegistry registry;

    @Inject
    ScanMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String outcome, String code) {
        registry.counter("e2enet.scans", "outcome", outcome, "code", code).increment();
    }

    /** Flags are of a small fixed set: {@code e2enet_scan_flags_total}. */
    void countFlags(List<String> flags) {
        flags.forEach(
                flag -> registry.counter("e2enet.scan.flags", "flag", flag).increment());
    }

    /** Does a step and records its time as {@code e2enet_scan_stage_seconds}. */
    @Override
    public <T> T time(String stage, Supplier<T> step) {
        return registry.timer("e2enet.scan.stage", "stage", stage).record(step);
    }
}
