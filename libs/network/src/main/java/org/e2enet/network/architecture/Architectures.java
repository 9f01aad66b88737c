package org.e2enet.network.architecture;

import java.util.Map;
import java.util.function.Function;
import org.e2enet.faults.Fault;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.plan.Plan;

/** The architectures a plan may name. */
public final class Architectures {
    private static final Map<String, Function<Plan, Graph>> BY_NAME = Map.of("e2enet", E2ENet::graph);

    private Architectures() {}

    /**
     * The graph of a plan.
     *
     * @throws org.e2enet.faults.FaultException NET-102 when the plan names an architecture that is not known
     */
    public static Graph graph(Plan plan) {
        Function<Plan, Graph> builder = BY_NAME.get(plan.architecture());
        if (builder == null) {
            throw new Fault(
                            "NET-102",
                            "unknown architecture '" + plan.architecture() + "'",
                            "plan.architecture",
                            "Use one of " + BY_NAME.keySet().stream().sorted().toList() + ".")
                    .exception();
        }
        return builder.apply(plan);
    }
}
