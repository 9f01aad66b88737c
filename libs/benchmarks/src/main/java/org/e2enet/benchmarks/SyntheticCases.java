package org.e2enet.benchmarks;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.training.data.CaseSource;
import org.e2enet.training.data.TrainingCase;

/** Two cases in memory, larger than the patch: blocks of every class, brighter with the class, under Gaussian noise. */
final class SyntheticCases implements CaseSource {
    static final CaseSource NONE = new SyntheticCases(List.of());

    private static final int BLOCK_VOXELS = 6;

    private final List<TrainingCase> cases;

    private SyntheticCases(List<TrainingCase> cases) {
        this.cases = cases;
    }

    static CaseSource of(int patchEdge, int classes, long seed) {
        int edge = patchEdge + patchEdge / 4;
        return new SyntheticCases(List.of(made("a", edge, classes, seed), made("b", edge, classes, seed + 1)));
    }

    private static TrainingCase made(String id, int edge, int classes, long seed) {
        Size3 size = Size3.cube(edge);
        float[] image = RandomModel.input(Math.toIntExact(size.volume()), seed);
        short[] labels = new short[image.length];
        for (int i = 0; i < labels.length; i++) {
            int blocks = i / (edge * edge) / BLOCK_VOXELS + i / edge % edge / BLOCK_VOXELS + i % edge / BLOCK_VOXELS;
            labels[i] = (short) (blocks % classes);
            image[i] += (float) labels[i] / classes;
        }
        return new TrainingCase(id, image, labels, size);
    }

    @Override
    public List<String> ids() {
        return cases.stream().map(TrainingCase::id).toList();
    }

    @Override
    public TrainingCase load(String id) {
        return cases.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }
}
