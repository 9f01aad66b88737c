package org.e2enet.network.architecture;

import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.ShiftPlan;
import org.e2enet.network.graph.GraphBuilder;
import org.e2enet.network.graph.Layer;

/** The block all architectures share: [shift] → convolution with bias → instance norm → LeakyReLU. */
record ConvBlocks(GraphBuilder graph, Plan plan, String normName) {
    private static final float NORM_EPSILON = 1e-5f;
    private static final float LEAKY_SLOPE = 0.01f;

    /** Appends a block under {@code name.conv} and {@code name.<normName>}, its kernel as the plan says. */
    int append(String name, int input, int channels, Size3 stride, Layer.Role role) {
        return append(name, input, channels, plan.kernelOf(name + ".conv"), stride, role);
    }

    /** Appends a block. Fusion convolutions are maskable. */
    int append(String name, int input, int channels, Size3 kernel, Size3 stride, Layer.Role role) {
        boolean maskable = role == Layer.Role.FUSION;
        int x = shifted(input, kernel);
        x = graph.conv(name + ".conv", x, channels, kernel, stride, true, maskable, role);
        return graph.normAndActivation(name + "." + normName, x, NORM_EPSILON, LEAKY_SLOPE);
    }

    /**
     * The shift stands before every convolution that does not look along its axis itself, but not before the first of the
     * network where that has fewer channels than groups and {@link ShiftPlan#input()} does not ask for it.
     */
    private int shifted(int input, Size3 kernel) {
        ShiftPlan shift = plan.shift();
        boolean isNetworkInput = input == 0;
        boolean fewChannels = graph.channels(input) < shift.offsets().size();
        if (shift.isOff() || extent(kernel, shift.axis()) > 1 || (isNetworkInput && fewChannels && !shift.input())) {
            return input;
        }
        return graph.shift(new Layer.Shift(shift.axis(), shift.offsets()), input);
    }

    private static int extent(Size3 kernel, Axis axis) {
        return switch (axis) {
            case DEPTH -> kernel.depth();
            case HEIGHT -> kernel.height();
            case WIDTH -> kernel.width();
        };
    }
}
