package org.e2enet.train.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;

/** Gauges of one running fold, labelled with run and fold, gone with {@link #close}. Written by one thread, read by any. */
public final class FoldMeters implements AutoCloseable {
    private final MeterRegistry registry;
    private final Counter iterations;
    private final Counter updates;
    private final TrainingRequested request;
    private final List<Gauge> gauges = new ArrayList<>();
    private final AtomicReference<Double> loss;
    private final AtomicReference<Double> learningRate;
    private final AtomicReference<Double> pseudoDice;
    private final AtomicReference<Double> density;
    private final AtomicReference<Double> exploredShare;
    private int counted;

    FoldMeters(MeterRegistry registry, Counter iterations, Counter updates, TrainingRequested request, int iteration) {
        this.registry = registry;
        this.iterations = iterations;
        this.updates = updates;
        this.request = request;
        this.counted = iteration;
        this.loss = gauge("e2enet.training.loss", "Mean loss of the last epoch");
        this.learningRate = gauge("e2enet.training.learning.rate", "Learning rate of the last epoch");
        this.pseudoDice = gauge("e2enet.training.pseudo.dice", "Mean Dice over validation patches");
        this.density = gauge("e2enet.topology.density", "Share of the sparse layers' kernels that are active");
        this.exploredShare = gauge("e2enet.topology.explored.share", "Share of these kernels that were ever active");
    }

    public void topology(Topology topology, double explored) {
        long kernels = topology.masks().values().stream()
                .mapToLong(FoldMeters::kernels)
                .sum();
        density.set(kernels == 0 ? 1.0 : (double) topology.activeKernels() / kernels);
        exploredShare.set(explored);
    }

    public void updated(Topology topology, double explored) {
        updates.increment();
        topology(topology, explored);
    }

    /** Takes over an epoch's figures; those that are not defined show as NaN. */
    public void progressed(TrainingProgressed progress) {
        iterations.increment(Math.max(0, progress.iteration() - counted));
        counted = progress.iteration();
        loss.set(orNaN(progress.loss()));
        learningRate.set(progress.learningRate());
        pseudoDice.set(orNaN(progress.meanPseudoDice()));
    }

    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }

    private AtomicReference<Double> gauge(String name, String description) {
        AtomicReference<Double> value = new AtomicReference<>(Double.NaN);
        gauges.add(Gauge.builder(name, value, AtomicReference::get)
                .description(description)
                .tag("run", request.runId())
                .tag("fold", Integer.toString(request.fold()))
                .register(registry));
        return value;
    }

    private static long kernels(KernelMask mask) {
        return (long) mask.rows() * mask.columns();
    }

    private static double orNaN(Double value) {
        return value == null ? Double.NaN : value;
    }
}
