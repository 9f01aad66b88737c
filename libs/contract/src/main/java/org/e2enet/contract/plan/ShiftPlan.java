package org.e2enet.contract.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Objects;
import org.e2enet.contract.Axis;

/**
 * Restricted shift before every shifted convolution (spec §2).
 *
 * @param offsets one per channel group, for example [-1, 0, 1]; empty = no shift at all
 * @param input whether the very first convolution is shifted even where the input has fewer channels than groups
 */
public record ShiftPlan(Axis axis, List<Integer> offsets, boolean input) {
    /** The paper's form: three groups, one slice ahead, none, one behind. */
    public static final ShiftPlan PAPER = new ShiftPlan(Axis.DEPTH, List.of(-1, 0, 1), false);

    public static final ShiftPlan OFF = new ShiftPlan(Axis.DEPTH, List.of(), false);

    public ShiftPlan {
        axis = Objects.requireNonNullElse(axis, Axis.DEPTH);
        PlanFaults.requireGiven(offsets, "shift.offsets");
        offsets = List.copyOf(offsets);
    }

    @JsonIgnore
    public boolean isOff() {
        return offsets.isEmpty();
    }
}
