package org.e2enet.scoring.tradeoff;

import java.util.HashSet;
import java.util.List;
import org.e2enet.faults.Fault;

/**
 * PT scores of one comparison: α1·mDice/mDice_max + α2·(Params_min/Params + FLOPs_min/FLOPs), Eq. (7). The maximum and
 * minima run over the compared methods, so a score means nothing without them: they are part of the result.
 *
 * @param alphas the weights used
 * @param comparisonSet names of all compared methods, in the order given
 * @param mDiceMax highest mean Dice of the set
 * @param paramsMin smallest number of parameters of the set
 * @param flopsMin smallest FLOPs of the set
 * @param scores one per method, in the order of the set
 */
public record TradeOff(
        Alphas alphas,
        List<String> comparisonSet,
        double mDiceMax,
        double paramsMin,
        double flopsMin,
        List<Score> scores) {
    /** PT score of one method. */
    public record Score(String name, double pt) {}

    public TradeOff {
        comparisonSet = List.copyOf(comparisonSet);
        scores = List.copyOf(scores);
    }

    /**
     * Scores every method against the whole set. When no method has any Dice, accuracy counts 0 for all.
     *
     * @throws org.e2enet.faults.FaultException SCO-111 for an empty set or repeated names
     */
    public static TradeOff within(List<Method> methods, Alphas alphas) {
        List<String> names = methods.stream().map(Method::name).toList();
        if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
            throw new Fault(
                            "SCO-111",
                            "the comparison set " + names + " is empty or repeats a name",
                            "comparison set",
                            "Name every compared method once.")
                    .exception();
        }
        double mDiceMax = methods.stream().mapToDouble(Method::mDice).max().orElseThrow();
        double paramsMin = methods.stream().mapToDouble(Method::params).min().orElseThrow();
        double flopsMin = methods.stream().mapToDouble(Method::flops).min().orElseThrow();
        List<Score> scores = methods.stream()
                .map(method -> {
                    double accuracy = mDiceMax == 0 ? 0 : method.mDice() / mDiceMax;
                    double thrift = paramsMin / method.params() + flopsMin / method.flops();
                    return new Score(method.name(), alphas.alpha1() * accuracy + alphas.alpha2() * thrift);
                })
                .toList();
        return new TradeOff(alphas, names, mDiceMax, paramsMin, flopsMin, scores);
    }

    /** The same comparison under several weights (Fig. 8). */
    public static List<TradeOff> sweep(List<Method> methods, List<Alphas> alphas) {
        return alphas.stream().map(each -> within(methods, each)).toList();
    }

    /** PT score of a method of the set. */
    public double pt(String name) {
        return scores.get(comparisonSet.indexOf(name)).pt();
    }
}
