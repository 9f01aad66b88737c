package org.e2enet.infer;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.engine.Model;

/**
 * An engine without arithmetic: everywhere the class that the model's first head weight names; where that is negative, the
 * class without its sign in bright voxels and background in others. Can be made to wait, and counts what it did.
 */
@Alternative
@Priority(1)
@Singleton
public class FakeEngine implements Engine {
    static final String MARKER = "seg_outputs.0.weight";
    private static final float CERTAIN = 9;
    private static final float BRIGHT = 1.5f;

    final AtomicInteger forwards = new AtomicInteger();
    /** Patches that no memory suffices for. */
    final Set<Size3> tooLarge = ConcurrentHashMap.newKeySet();

    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Forwards of whole patches wait from now on, until the latch is counted down. */
    CountDownLatch hold() {
        gate = new CountDownLatch(1);
        return gate;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public long peakBytes(Model model, Size3 patch) {
        return tooLarge.contains(patch) ? Long.MAX_VALUE : 1;
    }

    @Override
    public CompiledNetwork compile(Model model, Size3 patch) {
        int marked = Math.round(model.weights().get(MARKER).values()[0]);
        return new Network(model.graph().classes(), marked, Math.toIntExact(patch.volume()), patch);
    }

    static float[] logits(int classes, int marked, int voxels) {
        float[] logits = new float[classes * voxels];
        for (int v = 0; v < voxels; v++) {
            logits[marked * voxels + v] = CERTAIN;
        }
        return logits;
    }

    private final class Network implements CompiledNetwork {
        private final int classes;
        private final int marked;
        private final int voxels;
        private final boolean probe;
        private volatile boolean closed;

        private Network(int classes, int marked, int voxels, Size3 patch) {
            this.classes = classes;
            this.marked = marked;
            this.voxels = voxels;
            this.probe = patch.equals(World.PROBE);
        }

        @Override
        public List<float[]> forward(float[] input, int heads) {
            if (closed) {
                throw new IllegalStateException("a model that is in use was closed");
            }
            if (!probe) {
                forwards.incrementAndGet();
                await();
            }
            return List.of(marked < 0 ? whereBright(input) : logits(classes, marked, voxels));
        }

        private float[] whereBright(float[] input) {
            float[] logits = new float[classes * voxels];
            for (int v = 0; v < voxels; v++) {
                logits[(input[v] > BRIGHT ? -marked : 0) * voxels + v] = CERTAIN;
            }
            return logits;
        }

        private void await() {
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public long peakBytes() {
            return 1 << 20;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
