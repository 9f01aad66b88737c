package org.e2enet.network.architecture;

import org.e2enet.network.Size3;
import org.e2enet.network.graph.GraphBuilder;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.plan.ShiftPlan;

/** The block all architectures share: [shift] → convolution with bias → instance norm → LeakyReLU. */
record ConvBlocks(GraphBuilder graph, ShiftPlan shift) {
    private static final float NORM_EPSILON = 1e-5f;
    private static final float LEAKY_SLOPE = 0.01f;

    /**
     * Appends a block. Fusion convolutions are maskable. The shift stands before every convolution but the first of the
     * network where that has fewer channels than groups and {@link ShiftPlan#input()} does not ask for it.
     */
    int append(String name, int input, int channels, Size3 kernel, Size3 stride, Layer.Role role) {
        int x = input;
        boolean isNetworkInput = input == 0;
        boolean fewChannels = graph.channels(input) < shift.offsets().size();
        if (!shift.isOff() && !(isNetworkInput && fewChannels && !shift.input())) {
            x = graph.shift(new Layer.Shift(shift.axis(), shift.offsets()), x);
        }
        x = graph.conv(name + ".conv", x, channels, kernel, stride, true, role == Layer.Role.FUSION, role);
        return graph.normAndActivation(name + ".instnorm", x, NORM_EPSILON, LEAKY_SLOPE);
    }
}
