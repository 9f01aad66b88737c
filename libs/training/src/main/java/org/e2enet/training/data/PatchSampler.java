package org.e2enet.training.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.e2enet.contract.Size3;
import org.e2enet.network.random.Xoshiro;
import org.e2enet.network.training.Batch;
import org.e2enet.training.augment.Augmenter;

/**
 * Draws batches. Sample k of a batch is centred on foreground if k ≥ round(batch·(1 − foregroundShare)), its class uniform
 * among those present (nnU-Net's rule). That rule would give a batch of one foreground always or never, so its patch is
 * centred on foreground with the probability {@code foregroundShare}. Cases smaller than the patch are padded with zeros.
 * Thread-safe; the batch of an iteration depends on the seed and the iteration only.
 */
public final class PatchSampler {
    private final CaseSource cases;
    private final List<String> ids;
    private final Size3 patch;
    private final int samples;
    private final double foregroundShare;
    private final Augmenter augmenter;
    private final long seed;
    private final Map<String, ForegroundIndex> foreground = new ConcurrentHashMap<>();

    public PatchSampler(
            CaseSource cases, Size3 patch, int samples, double foregroundShare, Augmenter augmenter, long seed) {
        this.cases = cases;
        this.ids = List.copyOf(cases.ids());
        this.patch = patch;
        this.samples = samples;
        this.foregroundShare = foregroundShare;
        this.augmenter = augmenter;
        this.seed = seed;
    }

    public Batch batch(long iteration) {
        float[] images = null;
        short[] labels = new short[Math.toIntExact(samples * patch.volume())];
        List<String> drawnIds = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            RandomGenerator random = Xoshiro.of(seed, "patch/" + iteration + "/" + sample);
            TrainingCase drawn = cases.load(ids.get(random.nextInt(ids.size())));
            drawnIds.add(drawn.id());
            if (images == null) {
                images = new float[Math.toIntExact(samples * drawn.channels() * patch.volume())];
            }
            int[] start = start(drawn, isOnForeground(sample, random), random);
            augmenter.cut(drawn, start, patch, images, labels, sample, random);
        }
        return new Batch(images, labels, samples, patch, drawnIds);
    }

    private boolean isOnForeground(int sample, RandomGenerator random) {
        return samples == 1
                ? random.nextDouble() < foregroundShare
                : sample >= (int) Math.rint(samples * (1 - foregroundShare));
    }

    private int[] start(TrainingCase drawn, boolean onForeground, RandomGenerator random) {
        Size3 size = drawn.size();
        ForegroundIndex index = foreground.computeIfAbsent(drawn.id(), id -> ForegroundIndex.of(drawn.labels()));
        if (!onForeground || index.isEmpty()) {
            return new int[] {
                uniform(size.depth(), patch.depth(), random),
                uniform(size.height(), patch.height(), random),
                uniform(size.width(), patch.width(), random)
            };
        }
        int voxel = index.draw(random);
        int x = voxel % size.width();
        int y = voxel / size.width() % size.height();
        int z = voxel / (size.width() * size.height());
        return new int[] {
            around(z, size.depth(), patch.depth()),
            around(y, size.height(), patch.height()),
            around(x, size.width(), patch.width())
        };
    }

    /** First start: a case smaller than the patch lies in its middle. */
    private static int lowest(int size, int patch) {
        return -Math.max(patch - size, 0) / 2;
    }

    private static int highest(int size, int patch) {
        return Math.max(size - patch, lowest(size, patch));
    }

    private static int uniform(int size, int patch, RandomGenerator random) {
        return random.nextInt(lowest(size, patch), highest(size, patch) + 1);
    }

    private static int around(int voxel, int size, int patch) {
        return Math.clamp(voxel - patch / 2, lowest(size, patch), highest(size, patch));
    }
}
