package org.e2enet.train.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.Fault;

/** Counts what this process trains; what a fold stands at is shown while it runs only, so that old runs leave no series. */
@Singleton
public class TrainingMeters {
    private final MeterRegistry registry;
    private final Counter iterations;
    private final Counter updates;

    TrainingMeters(MeterRegistry registry) {
        this.registry = registry;
        this.iterations = registry.counter("e2enet.training.iterations");
        this.updates = registry.counter("e2enet.topology.updates");
    }

    /** Begins to show a fold that goes on after {@code iteration} steps. */
    public FoldMeters begin(TrainingRequested request, int iteration) {
        return new FoldMeters(registry, iterations, updates, request, iteration);
    }

    public void finished() {
        count("finished", "none");
    }

    /** The service ended first: the fold goes on with the next reader of its record. */
    public void interrupted() {
        count("interrupted", "none");
    }

    public void cancelled() {
        count("cancelled", "none");
    }

    public void failed(Fault fault) {
        count("failed", fault.code());
    }

    private void count(String outcome, String code) {
        registry.counter("e2enet.training.folds", "outcome", outcome, "code", code)
                .increment();
    }
}
