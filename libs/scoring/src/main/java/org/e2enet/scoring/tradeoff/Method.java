package org.e2enet.scoring.tradeoff;

import org.e2enet.faults.Fault;

/**
 * One compared method on one dataset.
 *
 * @param name unique within a comparison
 * @param mDice mean Dice, in any unit shared by the comparison (0 … 1 or percent)
 * @param params parameters, in any unit shared by the comparison
 * @param flops inference FLOPs, in any unit shared by the comparison
 */
public record Method(String name, double mDice, double params, double flops) {
    /** @throws org.e2enet.faults.FaultException SCO-112 for a negative mDice or a cost that is not positive */
    public Method {
        if (!(mDice >= 0 && Double.isFinite(mDice)) || !isCost(params) || !isCost(flops)) {
            throw new Fault(
                            "SCO-112",
                            "mDice " + mDice + ", params " + params + ", FLOPs " + flops + " cannot be compared",
                            "method " + name,
                            "Give an mDice of 0 or more and positive costs, or leave the method out.")
                    .exception();
        }
    }

    private static boolean isCost(double cost) {
        return cost > 0 && Double.isFinite(cost);
    }
}
