package org.e2enet.training.run;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.training.data.CaseSource;
import org.e2enet.training.data.TrainingCase;

/** Bright balls on a dark ground, which are learnt in few steps; one under each id. */
record BallCases(List<String> ids) implements CaseSource {
    static final BallCases ONE = new BallCases(List.of("ball"));
    static final BallCases NONE = new BallCases(List.of());

    @Override
    public TrainingCase load(String id) {
        Size3 size = new Size3(10, 20, 20);
        float[] image = new float[(int) size.volume()];
        short[] labels = new short[image.length];
        for (int i = 0; i < image.length; i++) {
            int z = i / 400 - 5;
            int y = i / 20 % 20 - 10;
            int x = i % 20 - 10;
            boolean inside = 4 * z * z + y * y + x * x < 49;
            image[i] = (inside ? 1 : -1) + 0.1f * ((i * 31) % 7);
            labels[i] = (short) (inside ? 1 : 0);
        }
        return new TrainingCase(id, image, labels, size);
    }
}
