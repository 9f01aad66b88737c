package org.e2enet.train.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.Size3;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.topology.KernelNorms;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyEvolution;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordSizeTest {
    @TempDir
    Path folder;

    @Test
    void shouldFitTheFirstUpdateOfAWideNetworkIntoARecord() {
        TrainingRequested request = request(80, 0.5, 0.5);

        int bytes = firstUpdateBytes(request);

        RecordSize.require(request);
        assertTrue(bytes <= RecordSize.largestUpdateBytes(request), () -> bytes + " bytes");
        assertTrue(RecordSize.largestUpdateBytes(request) <= RecordSize.LIMIT_BYTES, () -> bytes + " bytes");
    }

    @Test
    void shouldNeverSaySmallerThanAnUpdateIs() {
        for (double sparsity : List.of(0.1, 0.5, 0.9, 0.98)) {
            for (double alpha : List.of(0.0, 0.3, 1.0)) {
                TrainingRequested request = request(16, sparsity, alpha);
                int bytes = firstUpdateBytes(request);
                long bound = RecordSize.largestUpdateBytes(request);
                assertTrue(bytes <= bound, () -> "S " + sparsity + ", alpha " + alpha + ": " + bytes + " > " + bound);
            }
        }
    }

    @Test
    void shouldRefuseBeforeTheRunWhatNoRecordTakes() {
        TrainingRequested tooWide = request(240, 0.5, 0.5);

        FaultException refused = assertThrows(FaultException.class, () -> RecordSize.require(tooWide));

        assertEquals("TRA-111", refused.fault().code());
        RecordSize.require(request(240, 0.5, 0));
    }

    private int firstUpdateBytes(TrainingRequested request) {
        Recipe recipe = request.recipe();
        Topology topology = TopologyStart.random(Architectures.graph(request.plan()), request.plan(), recipe.seed());
        KernelNorms norms = name -> new Random(name.hashCode())
                .doubles(topology.mask(name).orElseThrow().kernels())
                .toArray();
        MasksEvolved event = new Topologies(new FileStore(folder))
                .update(
                        request,
                        1,
                        new TopologyEvolution(recipe.evolution(), recipe.seed())
                                .update(topology, norms, norms, 1, 1000),
                        topology,
                        0.123456789012345,
                        true);
        return EventJson.write(event).length;
    }

    /** Five levels, from {@code base} channels to at most four times as many. */
    private static TrainingRequested request(int base, double sparsity, double alpha) {
        Plan plan = Presets.e2enet(base, 4 * base, 5, 1, 4, new Size3(32, 64, 64), sparsity);
        Evolution evolution = new Evolution(1, alpha, Evolution.Growth.RANDOM, Evolution.RegrowInit.ZERO, false);
        return new TrainingRequested(
                "wide",
                0,
                1,
                "brain",
                List.of("s"),
                List.of(),
                plan,
                Recipe.quick(1, 1000, 1).withEvolution(evolution),
                null);
    }
}
