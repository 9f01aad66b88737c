package org.e2enet.standalone.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code e2enet retention report}. */
@Command(
        name = "report",
        description =
                "What is stored how long: by data set, originals, prepared scans and predictions, and which scans are held.",
        footer = {"", "Example:", "  ./e2enet retention report --json"})
final class RetentionReportCommand implements Callable<Integer> {
    private static final double MEBIBYTE = 1 << 20;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode report;
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            report = session.ingest().retention();
        }
        output.console().result(report);
        if (!output.console().isJson()) {
            output.console().say(table(report).toString());
            JsonNode held = report.path("held");
            held.forEach(scan -> output.console().say("held: " + scan.asText()));
        }
        return ExitCode.OK;
    }

    private static Table table(JsonNode report) {
        Table table = new Table("data set", "kind", "files", "MiB", "since", "kept for", "next end");
        for (JsonNode row : report.path("datasets")) {
            for (String kind : new String[] {"originals", "normalized", "predictions"}) {
                JsonNode kept = row.path(kind);
                table.row(
                        row.path("dataset").asText(),
                        kind,
                        kept.path("files").asText(),
                        "%.1f".formatted(kept.path("bytes").asLong() / MEBIBYTE),
                        day(kept.path("oldest")),
                        days(row.path("rule"), kind),
                        day(kept.path("nextEnd")));
            }
        }
        return table;
    }

    private static String days(JsonNode rule, String kind) {
        return Stream.of(kind + "Days", "scansDays")
                .filter(rule::hasNonNull)
                .map(rule::path)
                .min((one, other) -> Integer.compare(one.asInt(), other.asInt()))
                .map(least -> least.asInt() + " days")
                .orElse("ever");
    }

    private static String day(JsonNode time) {
        return time.isTextual() ? Instant.parse(time.asText()).toString().substring(0, "2026-01-01".length()) : "-";
    }
}
