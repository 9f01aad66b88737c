package org.e2enet.train.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.Fault;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.junit.jupiter.api.Test;

class TrainingMetersTest {
    private static final TrainingRequested REQUEST = new TrainingRequested(
            "run-1",
            2,
            5,
            "balls",
            List.of("ball-1"),
            List.of(),
            Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5),
            Recipe.quick(3, 4, 1),
            null);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TrainingMeters meters = new TrainingMeters(registry);

    @Test
    void shouldShowWhereTheRunningFoldStands() {
        FoldMeters fold = meters.begin(REQUEST, 4);
        fold.updated(new Topology(Map.of("a", new KernelMask(2, 4, BitSet.valueOf(new long[] {3})))), 0.4);
        fold.progressed(progress(8, 0.5));

        assertEquals(4, registry.counter("e2enet.training.iterations").count());
        assertEquals(1, registry.counter("e2enet.topology.updates").count());
        assertEquals(0.25, gauge("e2enet.topology.density"));
        assertEquals(0.4, gauge("e2enet.topology.explored.share"));
        assertEquals(0.5, gauge("e2enet.training.loss"));
        assertEquals(0.01, gauge("e2enet.training.learning.rate"));
        assertTrue(Double.isNaN(gauge("e2enet.training.pseudo.dice")), "no class was defined");
    }

    @Test
    void shouldLeaveNoGaugeBehindWhenAFoldEnds() {
        meters.begin(REQUEST, 0).close();
        meters.failed(new Fault("TOR-201", "what", "where", "mend"));

        assertNull(registry.find("e2enet.training.loss").gauge());
        assertEquals(
                1,
                registry.counter("e2enet.training.folds", "outcome", "failed", "code", "TOR-201")
                        .count());
    }

    private double gauge(String name) {
        return registry.get(name).tag("run", "run-1").tag("fold", "2").gauge().value();
    }

    private static TrainingProgressed progress(int iteration, double loss) {
        return new TrainingProgressed(
                "run-1",
                2,
                TrainingProgressed.State.RUNNING,
                iteration / 4,
                3,
                iteration,
                12,
                loss,
                0.01,
                null,
                List.of(),
                1,
                1,
                null);
    }
}
