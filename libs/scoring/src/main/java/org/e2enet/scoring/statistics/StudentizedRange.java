package org.e2enet.scoring.statistics;

import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Range of k standard normal values (the studentized range with infinite degrees of freedom):
 * P(range ≤ q) = k ∫ φ(z) (Φ(z) − Φ(z − q))^(k−1) dz.
 */
final class StudentizedRange {
    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final double TAIL = 8;
    private static final double LARGEST = 40;
    private static final int PANELS = 64;
    private static final int ORDER = 8;

    private StudentizedRange() {}

    /** The range that k values stay within with probability 1 − level. */
    static double criticalValue(int k, double level) {
        UnivariateFunction excess = q -> cumulative(q, k) - (1 - level);
        return new BrentSolver(1e-10).solve(200, excess, 1e-6, LARGEST);
    }

    private static double cumulative(double q, int k) {
        UnivariateFunction density = z -> k
                * NORMAL.density(z)
                * Math.pow(NORMAL.cumulativeProbability(z) - NORMAL.cumulativeProbability(z - q), k - 1);
        GaussIntegratorFactory factory = new GaussIntegratorFactory();
        double width = 2 * TAIL / PANELS;
        double sum = 0;
        for (int panel = 0; panel < PANELS; panel++) {
            double from = -TAIL + panel * width;
            GaussIntegrator integrator = factory.legendre(ORDER, from, from + width);
            sum += integrator.integrate(density);
        }
        return sum;
    }
}
