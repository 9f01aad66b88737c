package org.e2enet.standalone.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code e2enet retention set}. */
@Command(
        name = "set",
        description =
                "Says how long what belongs to a data set is kept; what is left out, without end. Replaces the rule before.",
        footer = {"", "Example:", "  ./e2enet retention set brain --scans-days 3650 --originals-days 30"})
final class RetentionSetCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "DATASET", description = "Name of the data set.")
    private String dataset;

    @Option(names = "--scans-days", paramLabel = "N", description = "Whole scans, with all that was made from them.")
    private Integer scansDays;

    @Option(names = "--originals-days", paramLabel = "N", description = "Files as they came, labels too.")
    private Integer originalsDays;

    @Option(names = "--normalized-days", paramLabel = "N", description = "Prepared scans.")
    private Integer normalizedDays;

    @Option(names = "--predictions-days", paramLabel = "N", description = "Predictions with their files; scores stay.")
    private Integer predictionsDays;

    @Override
    public Integer call() throws InterruptedException {
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        put(rule, "scansDays", scansDays);
        put(rule, "originalsDays", originalsDays);
        put(rule, "normalizedDays", normalizedDays);
        put(rule, "predictionsDays", predictionsDays);
        JsonNode kept;
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            kept = session.ingest().retention(dataset, rule);
        }
        output.console().result(kept);
        output.console()
                .say("Kept for data set " + dataset + (rule.isEmpty() ? ": everything, without end" : ": " + rule));
        return ExitCode.OK;
    }

    private static void put(ObjectNode rule, String field, Integer days) {
        if (days != null) {
            rule.put(field, days);
        }
    }
}
