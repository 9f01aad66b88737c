package org.e2enet.infer.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.e2enet.imaging.components.PostProcessing;
import org.e2enet.network.Size3;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.plan.Presets;
import org.junit.jupiter.api.Test;

class ModelShelfTest {
    private final ModelShelf shelf = new ModelShelf();

    @Test
    void shouldKeepOldModelOpenForThoseWhoHoldIt() {
        Network old = new Network();
        shelf.put("brain", model("old", old));
        ModelLease lease = shelf.lease("brain").orElseThrow();
        shelf.put("brain", model("new", new Network()));
        assertEquals("old", lease.model().modelId());
        assertFalse(old.closed.get());
        lease.close();
        assertTrue(old.closed.get());
        try (ModelLease next = shelf.lease("brain").orElseThrow()) {
            assertEquals("new", next.model().modelId());
        }
    }

    @Test
    void shouldKeepModelOpenWhileItServesAnotherAlias() {
        Network network = new Network();
        ServedModel model = model("m", network);
        shelf.put("brain", model);
        shelf.put("head", model);
        shelf.remove("brain");
        assertFalse(network.closed.get());
        shelf.remove("head");
        assertTrue(network.closed.get());
    }

    @Test
    void shouldStayOpenWhenPromotedAgainToTheSameAlias() {
        Network network = new Network();
        ServedModel model = model("m", network);
        shelf.put("brain", model);
        shelf.put("brain", model);
        assertFalse(network.closed.get());
        shelf.remove("brain");
        assertTrue(network.closed.get());
    }

    @Test
    void shouldWaitForAFirstModel() throws Exception {
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> {
            try (ModelLease lease = shelf.await("brain", Duration.ofSeconds(30)).orElseThrow()) {
                return lease.model().modelId();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        shelf.put("brain", model("late", new Network()));
        assertEquals("late", waiting.get(10, TimeUnit.SECONDS));
    }

    @Test
    void shouldGiveUpWaitingInTime() throws InterruptedException {
        assertTrue(shelf.await("nobody", Duration.ofMillis(20)).isEmpty());
    }

    @Test
    void shouldCloseAllInTheEnd() {
        Network network = new Network();
        shelf.put("brain", model("m", network));
        shelf.close();
        assertTrue(network.closed.get());
        assertTrue(shelf.all().isEmpty());
    }

    private static ServedModel model(String modelId, CompiledNetwork network) {
        return new ServedModel(
                modelId,
                "0".repeat(64),
                Presets.paper(1, 4, Size3.cube(128), 0.8),
                Set.of(),
                PostProcessing.NONE,
                0,
                network);
    }

    private static final class Network implements CompiledNetwork {
        private final AtomicBoolean closed = new AtomicBoolean();

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
            assertTrue(closed.compareAndSet(false, true), "closed twice");
        }
    }
}
