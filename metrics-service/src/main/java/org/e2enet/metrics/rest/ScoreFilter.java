package org.e2enet.metrics.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.e2enet.history.ScoreQuery;
import org.e2enet.history.ScoreQuery.Order;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which scores to list; what is not given does not narrow. */
public class ScoreFilter {
    private static final int MOST = 10_000;

    @QueryParam("dataset")
    String dataset;

    @QueryParam("model")
    String model;

    @Parameter(description = "Scores of one scan, older ones too.")
    @QueryParam("scan")
    String scan;

    @Parameter(description = "Scores by the rules of this hash, whether they count today or not.")
    @QueryParam("rules")
    String rules;

    @Parameter(description = "One class: its figures alone.")
    @QueryParam("label")
    Integer label;

    @Parameter(description = "prediction, dice, nsd or time; with '-' before it, falling.")
    @QueryParam("sort")
    @DefaultValue("prediction")
    String sort;

    @Parameter(description = "Where to go on: what the Link header of the page before says.")
    @QueryParam("after")
    String after;

    @QueryParam("limit")
    @DefaultValue("1000")
    int limit;

    ScoreQuery query() {
        if (limit < 1 || limit > MOST) {
            throw RestFaults.badLimit(limit, MOST);
        }
        boolean falling = sort.startsWith("-");
        String wanted = falling ? sort.substring(1) : sort;
        List<String> names = Arrays.stream(Order.values())
                .map(order -> order.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!names.contains(wanted)) {
            throw RestFaults.badOrder(names);
        }
        return new ScoreQuery(
                dataset, model, scan, rules, label, Order.values()[names.indexOf(wanted)], falling, after, limit);
    }
}
