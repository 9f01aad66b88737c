package org.e2enet.scoring.evaluation;

import org.e2enet.scoring.Named;

/** What a class scores that the truth, the prediction or both do not contain. Stored with every result. */
public enum AbsentClassPolicy {
    /**
     * Absent in both: undefined, left out of means, counted. Absent in one: Dice 0, NSD 0, Hausdorff distances undefined.
     * The default.
     */
    ABSENT_IN_BOTH_UNDEFINED(AbsentClassPolicy.DEFAULT),
    /** Absent in both: Dice 1, NSD 1, distances 0. Absent in one: as the default. */
    ABSENT_IN_BOTH_PERFECT("absent-in-both-perfect"),
    /** Absent in the truth: undefined whatever the prediction says. Absent in the prediction only: as the default. */
    ABSENT_IN_TRUTH_UNDEFINED("absent-in-truth-undefined");

    /** Name of what counts where none is asked for. */
    public static final String DEFAULT = "absent-in-both-undefined";

    private final String id;

    AbsentClassPolicy(String id) {
        this.id = id;
    }

    /** Name in configuration, events and reports. */
    public String id() {
        return id;
    }

    /** @throws org.e2enet.faults.FaultException SCO-101 for an unknown name */
    public static AbsentClassPolicy named(String id) {
        return Named.find(values(), AbsentClassPolicy::id, id, "absent-class policy");
    }

    /** Scores of a class that at least one side does not contain. */
    Agreement judge(boolean inTruth, boolean inPrediction) {
        if (!inTruth && !inPrediction) {
            return this == ABSENT_IN_BOTH_PERFECT ? Agreement.PERFECT : Agreement.UNDEFINED;
        }
        if (!inTruth && this == ABSENT_IN_TRUTH_UNDEFINED) {
            return Agreement.UNDEFINED;
        }
        return Agreement.NONE;
    }
}
