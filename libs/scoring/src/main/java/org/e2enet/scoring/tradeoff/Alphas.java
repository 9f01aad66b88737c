package org.e2enet.scoring.tradeoff;

import org.e2enet.faults.Fault;

/**
 * Weights of Eq. (7).
 *
 * @param alpha1 of accuracy
 * @param alpha2 of each of the two costs
 */
public record Alphas(double alpha1, double alpha2) {
    public static final double PAPER_ALPHA1 = 1;
    public static final double PAPER_ALPHA2 = 0.5;

    /** The paper's choice: accuracy and cost weigh the same. */
    public static final Alphas PAPER = new Alphas(PAPER_ALPHA1, PAPER_ALPHA2);

    /** @throws org.e2enet.faults.FaultException SCO-113 for a weight below 0, not finite, or both 0 */
    public Alphas {
        if (!isWeight(alpha1) || !isWeight(alpha2) || alpha1 + alpha2 == 0) {
            throw new Fault(
                            "SCO-113",
                            "weights alpha1 " + alpha1 + " and alpha2 " + alpha2,
                            "alphas",
                            "Give two weights of 0 or more, not both 0; the paper has 1 and 0.5.")
                    .exception();
        }
    }

    private static boolean isWeight(double weight) {
        return weight >= 0 && Double.isFinite(weight);
    }
}
