package org.e2enet.infer.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.e2enet.contract.Axis;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.Size3;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.CompiledNetwork;
import org.junit.jupiter.api.Test;

class ModelShelfTest {
    private final ModelShelf shelf = new ModelShelf();

    @Test
    void shouldKeepOldModelOpenForThoseWhoHoldIt() {
        Network old = new Network();
        shelf.put("brain", single("old", old));
        ModelLease lease = shelf.lease("brain").orElseThrow();
        shelf.put("brain", single("new", new Network()));
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
        ServedEnsemble model = single("m", network);
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
        ServedEnsemble model = single("m", network);
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
        shelf.put("brain", single("late", new Network()));
        assertEquals("late", waiting.get(10, TimeUnit.SECONDS));
    }

    @Test
    void shouldGiveUpWaitingInTime() throws InterruptedException {
        assertTrue(shelf.await("nobody", Duration.ofMillis(20)).isEmpty());
    }

    @Test
    void shouldCloseTheMembersOfAnEnsembleThatServeNothingElse() {
        Network shared = new Network();
        Network own = new Network();
        ServedModel member = model("a", shared);
        shelf.put("brain", new ServedEnsemble("both", List.of(member, model("b", own))));
        shelf.put("head", ServedEnsemble.of(shelf.find("a").orElseThrow()));
        ModelLease lease = shelf.lease("brain").orElseThrow();
        shelf.put("brain", single("new", new Network()));
        assertFalse(own.closed.get());
        lease.close();
        assertTrue(own.closed.get());
        assertFalse(shared.closed.get());
        shelf.remove("head");
        assertTrue(shared.closed.get());
    }

    @Test
    void shouldTellAnEnsembleFromItsMembers() {
        ServedModel one = model(
                "a", new Network(), "0".repeat(64), EnumSet.allOf(Axis.class), new PostProcessing(true, List.of(1)));
        ServedModel two =
                model("b", new Network(), "1".repeat(64), EnumSet.of(Axis.DEPTH), new PostProcessing(true, List.of(2)));
        ServedEnsemble both = new ServedEnsemble("both", List.of(one, two));
        assertEquals("0".repeat(64), ServedEnsemble.of(one).weightsSha256());
        // printf '%064d\n%s' 0 $(printf '1%.0s' $(seq 64)) | sha256sum
        assertEquals("6d9a88eb7907e66d60425f0c13d60eeaa8eff25a92f2b6c5b285e336f2d564a8", both.weightsSha256());
        assertEquals(Map.of("a", "0".repeat(64), "b", "1".repeat(64)), both.memberWeights());
        assertEquals(Map.of(), ServedEnsemble.of(one).memberWeights());
        assertEquals(Set.of(Axis.DEPTH), both.trainedMirrorAxes());
        assertEquals(new PostProcessing(true, List.of()), both.postProcessing());
    }

    @Test
    void shouldCloseAllInTheEnd() {
        Network network = new Network();
        shelf.put("brain", single("m", network));
        shelf.close();
        assertTrue(network.closed.get());
        assertTrue(shelf.all().isEmpty());
    }

    private static ServedEnsemble single(String modelId, CompiledNetwork network) {
        return ServedEnsemble.of(model(modelId, network));
    }

    private static ServedModel model(String modelId, CompiledNetwork network) {
        return model(modelId, network, "0".repeat(64), Set.of(), PostProcessing.NONE);
    }

    private static ServedModel model(
            String modelId,
            CompiledNetwork network,
            String weights,
            Set<Axis> mirrored,
            PostProcessing postProcessing) {
        return new ServedModel(
                modelId, weights, Presets.paper(1, 4, Size3.cube(128), 0.8), mirrored, postProcessing, 0, network);
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
