package org.e2enet.infer.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.memory.MemoryBudget.Loan;
import org.e2enet.memory.Need;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.store.FileStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelShelfTest {
    private static final long MODEL_BYTES = 100;

    @TempDir
    Path folder;

    private final Map<String, Network> networks = new HashMap<>();
    private final List<String> loads = new ArrayList<>();
    private final Set<String> damaged = new HashSet<>();
    private String weights = "0";
    private FileStore store;
    private ModelShelf shelf;
    private MemoryBudget memory;

    @BeforeEach
    void open() {
        store = new FileStore(folder);
        shelf = shelf(1000 * MODEL_BYTES);
    }

    private ModelShelf shelf(long limitBytes) {
        memory = new MemoryBudget(limitBytes, limitBytes);
        return new ModelShelf(new EnsembleLoader(new Loader()), new Catalogue(store));
    }

    @Test
    void shouldKeepOldModelOpenForThoseWhoHoldIt() {
        promote("brain", "old");
        ModelLease lease = shelf.lease("brain").orElseThrow();
        promote("brain", "new");
        assertEquals("old", lease.model().what().modelId());
        assertFalse(networks.get("old").closed);
        lease.close();
        assertTrue(networks.get("old").closed);
        assertEquals("new", leased("brain"));
    }

    @Test
    void shouldLoadAModelOfTwoAliasesOnce() {
        promote("brain", "m");
        promote("head", "m");
        assertEquals(List.of("m"), loads);
        shelf.demote("brain");
        assertFalse(networks.get("m").closed);
        shelf.demote("head");
        assertTrue(networks.get("m").closed);
    }

    @Test
    void shouldLoadWhatWasPromotedBeforeTheStartWhenItIsAskedFor() {
        shelf.remember(new ModelPromoted("brain", "m"));
        shelf.remember(new ModelPromoted("head", "n"));
        assertEquals(List.of(), loads);
        assertEquals("m", shelf.all().get("brain").meant().modelId());
        assertEquals("m", shelf.describe("brain").orElseThrow().modelId());
        assertEquals(List.of(), loads);
        assertEquals("m", leased("brain"));
        assertEquals("m", leased("brain"));
        assertEquals(List.of("m"), loads);
    }

    @Test
    void shouldUnloadTheModelUsedLeastRecentlyForAnother() {
        shelf = shelf(2 * MODEL_BYTES);
        promote("a", "model-a");
        promote("b", "model-b");
        leased("a");
        promote("c", "model-c");
        assertTrue(networks.get("model-b").closed);
        assertFalse(networks.get("model-a").closed);
        assertEquals("model-b", leased("b"));
        assertTrue(networks.get("model-a").closed);
        assertEquals(List.of("model-a", "model-b", "model-c", "model-b"), loads);
    }

    @Test
    void shouldNotTakeTheMemoryOfAModelInUse() {
        shelf = shelf(MODEL_BYTES);
        promote("a", "model-a");
        try (ModelLease _ = shelf.lease("a").orElseThrow()) {
            assertEquals("INF-105", refused(() -> promote("b", "model-b")));
            assertFalse(networks.get("model-a").closed);
        }
        assertEquals("model-b", leased("b"));
        assertTrue(networks.get("model-a").closed);
    }

    @Test
    void shouldLetAPredictionTakeTheMemoryOfIdleModels() {
        shelf = shelf(3 * MODEL_BYTES);
        promote("a", "model-a");
        promote("b", "model-b");
        try (Loan _ = memory.tryReserve(Need.heap(2 * MODEL_BYTES), () -> shelf.makeRoom("b"))
                .orElseThrow()) {
            assertTrue(networks.get("model-a").closed);
            assertFalse(networks.get("model-b").closed);
            assertTrue(
                    memory.tryReserve(Need.heap(1), () -> shelf.makeRoom("b")).isEmpty());
        }
        assertEquals("model-a", leased("a"));
    }

    @Test
    void shouldKeepTheModelWhereTheNewOneIsRefused() {
        promote("brain", "good");
        damaged.add("bad");
        assertEquals("STO-104", refused(() -> promote("brain", "bad")));
        assertEquals("good", leased("brain"));
        assertEquals("bad", shelf.all().get("brain").refusal().modelId());
        assertEquals("good", shelf.all().get("brain").meant().modelId());
    }

    @Test
    void shouldServeADamagedModelOnceItIsMendedAndSayWhyUntilThen() {
        damaged.add("m");
        shelf.remember(new ModelPromoted("brain", "m"));
        assertEquals("STO-104", refused(() -> shelf.lease("brain")));
        assertEquals("STO-104", refused(() -> shelf.lease("brain")));
        assertEquals("STO-104", shelf.all().get("brain").refusal().fault().code());
        damaged.clear();
        assertEquals("m", leased("brain"));
        assertEquals(null, shelf.all().get("brain").refusal());
    }

    @Test
    void shouldGoBackToTheProvenModelWhereTheNewOneIsRefusedAfterAStart() {
        promote("brain", "good");
        damaged.add("bad");
        shelf.remember(new ModelPromoted("brain", "bad"));
        assertEquals("good", leased("brain"));
    }

    @Test
    void shouldTakeAnAliasAwayUntilItIsPromotedAgain() {
        store.publish("aliases/brain.json", EventJson.write(new ModelPromoted("brain", "m")));
        assertEquals("m", leased("brain"), "by its document, before its record is read");
        assertTrue(shelf.demote("brain"));
        assertTrue(shelf.lease("brain").isEmpty(), "the document was not removed with it");
        assertTrue(networks.get("m").closed);
        assertFalse(shelf.all().containsKey("brain"));
        assertFalse(shelf.demote("nobody"));
        store.publish("aliases/brain.json", EventJson.write(new ModelPromoted("brain", "n")));
        assertEquals("n", leased("brain"));
    }

    @Test
    void shouldCloseTheMembersOfAnEnsembleThatServeNothingElse() {
        promote("brain", new ModelPromoted("brain", "both", List.of("a", "b")));
        promote("head", "a");
        ModelLease lease = shelf.lease("brain").orElseThrow();
        promote("brain", "new");
        assertFalse(networks.get("b").closed);
        lease.close();
        assertTrue(networks.get("b").closed);
        assertFalse(networks.get("a").closed);
        shelf.demote("head");
        assertTrue(networks.get("a").closed);
    }

    @Test
    void shouldReloadAModelThatIsAnotherNow() {
        promote("brain", "best");
        weights = "1";
        promote("brain", "best");
        assertEquals(List.of("best", "best"), loads);
    }

    @Test
    void shouldCloseAllInTheEnd() {
        promote("brain", "m");
        shelf.close();
        assertTrue(networks.get("m").closed);
        assertTrue(shelf.all().isEmpty());
    }

    private void promote(String alias, String modelId) {
        promote(alias, new ModelPromoted(alias, modelId));
    }

    private void promote(String alias, ModelPromoted promotion) {
        shelf.announce(promotion);
        shelf.promote(promotion);
        assertEquals(alias, promotion.alias());
    }

    private String leased(String alias) {
        try (ModelLease lease = shelf.lease(alias).orElseThrow()) {
            return lease.model().what().modelId();
        }
    }

    private static String refused(Runnable action) {
        return assertThrows(FaultException.class, action::run).fault().code();
    }

    /** Knows every model; those that are damaged cannot be loaded. */
    private final class Loader extends ModelLoader {
        private Loader() {
            super(null, null, null, null, null);
        }

        @Override
        CheckpointPublished find(String modelId) {
            return Models.checkpoint(modelId, weights);
        }

        @Override
        ServedModel load(CheckpointPublished checkpoint, BooleanSupplier makeRoom) {
            if (damaged.contains(checkpoint.modelId())) {
                throw new Fault("STO-104", "damaged", checkpoint.modelId(), "Mend it.").exception();
            }
            Need need = new Need(MODEL_BYTES / 2, MODEL_BYTES / 2);
            Loan share = memory.tryReserve(need, makeRoom)
                    .orElseThrow(() -> ModelFaults.memory(checkpoint.modelId(), need, memory));
            Network network = new Network();
            networks.put(checkpoint.modelId(), network);
            loads.add(checkpoint.modelId());
            return new ServedModel(checkpoint, 0, "", network, MODEL_BYTES, share);
        }
    }

    private static final class Network implements CompiledNetwork {
        private boolean closed;

        @Override
        public List<float[]> forward(float[] input, int heads) {
            throw new IllegalStateException("not run here");
        }

        @Override
        public long peakBytes() {
            return 0;
        }

        @Override
        public void close() {
            assertFalse(closed, "closed twice");
            closed = true;
        }
    }
}
