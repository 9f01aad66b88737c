package org.e2enet.network.architecture;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.e2enet.contract.plan.Plan;
import org.e2enet.faults.Fault;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;

/** The architectures a plan may name. Sparse fusion and shift are options of each of them. */
public final class Architectures {
    private static final Map<String, Function<Plan, Graph>> BY_NAME = new TreeMap<>(Map.of(
            Plan.E2ENET,
            E2ENet::graph,
            "nnunet",
            PlainConvUNet::v2,
            "nnunet-v1",
            PlainConvUNet::v1,
            "unetpp",
            UNetPlusPlus::graph,
            "vnet",
            VNet::graph));

    private Architectures() {}

    /** Names in alphabetical order. */
    public static Set<String> names() {
        return new TreeSet<>(BY_NAME.keySet());
    }

    /** @throws org.e2enet.faults.FaultException NET-102 when there is no architecture of that name */
    public static String requireKnown(String name) {
        if (!BY_NAME.containsKey(name)) {
            throw new Fault(
                            "NET-102",
                            "unknown architecture '" + name + "'",
                            "plan.architecture",
                            "Use one of " + names() + ".")
                    .exception();
        }
        return name;
    }

    /**
     * The graph of a plan.
     *
     * @throws org.e2enet.faults.FaultException NET-102 when the plan names an architecture that is not known, NET-104 when a
     *     tensor of it would not fit into an array
     */
    public static Graph graph(Plan plan) {
        Graph graph = BY_NAME.get(requireKnown(plan.architecture())).apply(plan);
        graph.parameters().forEach(Architectures::checkSize);
        return graph;
    }

    private static void checkSize(Parameter parameter) {
        double values =
                parameter.shape().stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
        if (values > Integer.MAX_VALUE) {
            throw new Fault(
                            "NET-104",
                            "a tensor of shape " + parameter.shape() + " is too large",
                            parameter.name(),
                            "Use fewer channels or a smaller kernel in the plan.")
                    .exception();
        }
    }
}
