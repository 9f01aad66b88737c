package org.e2enet.network.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.e2enet.network.Size3;

/** Plans that tables and examples name. */
public final class Presets {
    private Presets() {}

    /** The paper's network: six levels from 48 channels, strides (2,2,2), kernel 1×3×3. */
    public static Plan paper(int inputChannels, int classes, Size3 patch, double sparsity) {
        return e2enet(48, 320, 6, inputChannels, classes, patch, sparsity);
    }

    /** E2ENet with channels min(base·2^i, cap) and strides (2,2,2) between {@code levels} levels. */
    public static Plan e2enet(
            int base, int cap, int levels, int inputChannels, int classes, Size3 patch, double sparsity) {
        List<Integer> channels = new ArrayList<>();
        for (int i = 0; i < levels; i++) {
            channels.add(Math.min(base << i, cap));
        }
        return new Plan(
                "e2enet",
                inputChannels,
                classes,
                channels,
                Collections.nCopies(levels - 1, Size3.cube(2)),
                new Size3(1, 3, 3),
                ShiftPlan.PAPER,
                sparsity,
                null,
                patch,
                null,
                Collections.nCopies(inputChannels, "zscore"));
    }
}
