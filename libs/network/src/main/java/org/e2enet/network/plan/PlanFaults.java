package org.e2enet.network.plan;

import java.util.List;
import org.e2enet.faults.Fault;
import org.e2enet.network.Size3;

/** What can be wrong with a plan, said before any work is done. */
final class PlanFaults {
    private PlanFaults() {}

    static void check(
            String architecture,
            int inputChannels,
            int classes,
            List<Integer> channels,
            List<Size3> strides,
            double sparsity,
            Size3 patch,
            List<Double> spacingMm) {
        require(inputChannels >= 1, "inputChannels", "at least 1 is wanted, got " + inputChannels);
        require(classes >= 2, "classes", "at least 2 with the background are wanted, got " + classes);
        require(channels.size() >= 2, "channels", "at least two levels are wanted, got " + channels);
        require(channels.stream().allMatch(c -> c >= 1), "channels", "must be positive, got " + channels);
        require(
                strides.size() == channels.size() - 1,
                "strides",
                (channels.size() - 1) + " are wanted for " + channels.size() + " levels, got " + strides.size());
        require(sparsity >= 0 && sparsity < 1, "sparsity", "must be at least 0 and below 1, got " + sparsity);
        require(
                spacingMm.size() == 3 && spacingMm.stream().allMatch(mm -> mm > 0),
                "spacingMm",
                "three positive numbers are wanted, got " + spacingMm);
        if (patch != null) {
            Size3 divisor = strides.stream().reduce(Size3.cube(1), Size3::times);
            require(
                    patch.isDivisibleBy(divisor),
                    "patch",
                    patch + " is not divisible by the product of the strides " + divisor + " (" + architecture + ")");
        }
    }

    private static void require(boolean holds, String field, String what) {
        if (!holds) {
            throw new Fault("NET-101", what, "plan." + field, "Correct the plan.").exception();
        }
    }
}
