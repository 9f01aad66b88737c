package org.e2enet.network.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.TensorEvolution;
import org.e2enet.contract.topology.KernelSet;
import org.e2enet.contract.topology.TensorUpdate;
import org.e2enet.contract.topology.TensorUpdate.L1Statistics;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;

/** One tensor of 2×3 kernels, two of them active; an update every ten steps. */
class RecordedTopologyTest {
    private final Map<ObjectRef, Topology> store = new HashMap<>();

    @Test
    void shouldTellTheMasksBetweenUpdates() {
        RecordedTopology recorded = recorded(start(0, 0, 0, 1), update(1, 1, 2), update(2, 0, 5));

        assertEquals(masks(0, 1), recorded.at(9).topology());
        assertEquals(masks(0, 2), recorded.at(10).topology());
        assertEquals(masks(0, 2), recorded.at(19).topology());
        assertEquals(masks(2, 5), recorded.at(29).topology());
        assertEquals(20, recorded.latestIteration());
        assertEquals(2, recorded.at(29).updates());
        assertEquals(4 / 6.0, recorded.at(20).exploration().share());
    }

    @Test
    void shouldNameAMissingUpdateAlsoWhenItIsTheLastBeforeTheIteration() {
        RecordedTopology recorded = recorded(start(0, 0, 0, 1), update(1, 1, 2), update(3, 2, 4));

        assertEquals(masks(0, 2), recorded.at(10).topology());
        fails("EVT-201", () -> recorded.at(25));
        fails("EVT-201", () -> recorded.at(30));
        fails("EVT-201", () -> recorded(start(0, 0, 0, 1), update(1, 1, 2)).at(20, 2));
        fails("EVT-201", () -> recorded(update(1, 1, 2)).at(10));
    }

    @Test
    void shouldRefuseIterationsThatTheTopicDoesNotReach() {
        fails("EVT-203", () -> recorded(start(0, 0, 0, 1), update(1, 1, 2)).at(20));
        fails("EVT-203", () -> recorded(start(0, 0, 0, 1)).at(1));
        assertEquals(
                masks(0, 1),
                recorded(start(0, 0, 0, 1)).at(500, 0).topology(),
                "a run known to have got there without");
    }

    @Test
    void shouldForgetUpdatesThatWereLostWithACrashedProcess() {
        RecordedTopology recorded = recorded(
                start(0, 0, 0, 1),
                update(1, 1, 2),
                update(2, 0, 5),
                start(1, 15, 0, 2),
                update(2, 2, 3),
                update(2, 2, 3),
                update(3, 0, 1));

        assertEquals(masks(0, 3), recorded.at(20).topology());
        assertEquals(masks(1, 3), recorded.at(30).topology());
    }

    @Test
    void shouldNotReachFurtherThanTheProcessThatGoesOnAfterACrash() {
        RecordedTopology recorded = recorded(start(0, 0, 0, 1), update(1, 1, 2), update(2, 0, 5), start(1, 15, 0, 2));

        assertEquals(15, recorded.latestIteration());
        assertEquals(masks(0, 2), recorded.at(19).topology());
        fails("EVT-203", () -> recorded.at(20));
    }

    @Test
    void shouldHoldLaterSnapshotsAgainstTheUpdates() {
        RecordedTopology recorded = recorded(start(0, 0, 0, 1), update(1, 1, 2), start(1, 15, 0, 4), update(2, 0, 1));

        assertEquals(masks(0, 1), recorded.at(5).topology());
        fails("EVT-202", () -> recorded.at(20));
        fails("EVT-202", () -> recorded(start(0, 0, 0, 1), start(0, 5, 0, 2)).at(3));
        fails("NET-402", () -> recorded(start(0, 0, 0, 1), update(1, 3, 4)).at(10));
        fails("NET-403", () -> recorded(start(0, 0, 0, 1), update(1, 1, 2), update(1, 1, 3))
                .at(10));
    }

    private RecordedTopology recorded(MasksEvolved... events) {
        return new RecordedTopology("run", 0, List.of(events), store::get);
    }

    private MasksEvolved start(int updates, int iteration, int... active) {
        String sha256 = "%064x".formatted(store.size());
        ObjectRef snapshot = new ObjectRef("store:" + sha256, sha256, 1, "application/octet-stream");
        store.put(snapshot, masks(active));
        return new MasksEvolved("run", 0, updates, iteration, 0, List.of(), List.of(), 0, snapshot);
    }

    private static MasksEvolved update(int number, int dropped, int grown) {
        TensorUpdate change =
                new TensorUpdate(KernelSet.of(dropped), KernelSet.of(grown), 2, new L1Statistics(0, 0, 0, 0));
        List<TensorEvolution> tensors = new ArrayList<>(List.of(new TensorEvolution("up0.0.weight", 2, 3, change)));
        return new MasksEvolved("run", 0, number, 10 * number, 0.5, tensors, List.of(), 0, null);
    }

    private static Topology masks(int... active) {
        BitSet bits = new BitSet();
        for (int kernel : active) {
            bits.set(kernel);
        }
        return new Topology(Map.of("up0.0.weight", new KernelMask(2, 3, bits)));
    }

    private static void fails(String code, Runnable replay) {
        assertEquals(
                code, assertThrows(FaultException.class, replay::run).fault().code());
    }
}
