package org.e2enet.ingest.normalize;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Counts scans by outcome and code, and times the steps. Thread safe. */
@Singleton
final class ScanMeters {
    private final MeterRegistry registry;

    @Inject
    ScanMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(String outcome, String code) {
        registry.counter("ingest.scans", "outcome", outcome, "code", code).increment();
    }

    /** Does a step and records its time as {@code ingest_stage_seconds}. */
    <T> T time(String stage, Supplier<T> step) {
        return registry.timer("ingest.stage", "stage", stage).record(step);
    }
}
