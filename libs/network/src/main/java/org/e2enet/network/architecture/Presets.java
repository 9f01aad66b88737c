package org.e2enet.network.architecture;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.faults.Fault;

/** Plans that tables, benchmarks and the command line name. */
public final class Presets {
    private static final int CAP = 320;
    private static final Size3 PATCH = Size3.cube(128);

    private static final Map<String, Supplier<Plan>> BY_NAME = new TreeMap<>(Map.of(
            "paper", () -> paper(1, 16, PATCH, 0.8),
            "e2enet-plus", () -> e2enet(58, CAP, 6, 1, 16, PATCH, 0.8),
            "e2enet-3x3x3",
                    () -> paper(1, 16, PATCH, 0.7)
                            .withKernelOverrides(Map.of("conv_blocks_context.", Size3.cube(3), "loc0.", Size3.cube(3))),
            "nnunet", () -> plain("nnunet", 32, 6),
            "nnunet-v1", () -> plain("nnunet-v1", 32, 6),
            "nnunet-minus", () -> plain("nnunet-v1", 27, 5),
            "unetpp", () -> plain("unetpp", 32, 6),
            "vnet", () -> plain("vnet", 16, 5).withKernel(Size3.cube(5))));

    private Presets() {}

    /** Names in alphabetical order. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(((TreeMap<String, ?>) BY_NAME).navigableKeySet());
    }

    /**
     * A plan by name, for AMOS: 1 input channel, 16 classes, patches of 128³. Change it with the plan's {@code with…}.
     *
     * @throws org.e2enet.faults.FaultException NET-103 when there is no preset of that name
     */
    public static Plan named(String name) {
        Supplier<Plan> preset = BY_NAME.get(name);
        if (preset == null) {
            throw new Fault("NET-103", "unknown preset '" + name + "'", "preset", "Use one of " + names() + ".")
                    .exception();
        }
        return preset.get();
    }

    /** The paper's network: six levels from 48 channels, strides (2,2,2), kernel 1×3×3. */
    public static Plan paper(int inputChannels, int classes, Size3 patch, double sparsity) {
        return e2enet(48, CAP, 6, inputChannels, classes, patch, sparsity);
    }

    /** E2ENet with channels min(base·2^i, cap) and strides (2,2,2) between {@code levels} levels. */
    public static Plan e2enet(
            int base, int cap, int levels, int inputChannels, int classes, Size3 patch, double sparsity) {
        return plan(Plan.E2ENET, channels(base, cap, levels), inputChannels, classes, patch, sparsity);
    }

    /** A dense network of another family with kernel 3×3×3 and without shift. */
    private static Plan plain(String architecture, int base, int levels) {
        return plan(architecture, channels(base, CAP, levels), 1, 16, PATCH, 0);
    }

    private static Plan plan(
            String architecture, List<Integer> channels, int inputChannels, int classes, Size3 patch, double sparsity) {
        return PlanBuilder.builder()
                .architecture(architecture)
                .inputChannels(inputChannels)
                .classes(classes)
                .channels(channels)
                .strides(Collections.nCopies(channels.size() - 1, Size3.cube(2)))
                .sparsity(sparsity)
                .patch(patch)
                .build();
    }

    private static List<Integer> channels(int base, int cap, int levels) {
        return IntStream.range(0, levels)
                .mapToObj(i -> Math.min(base << i, cap))
                .toList();
    }
}
