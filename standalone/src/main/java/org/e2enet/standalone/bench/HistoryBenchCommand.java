package org.e2enet.standalone.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.e2enet.benchmarks.history.HistoryBenchmark;
import org.e2enet.history.Database;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code e2enet bench history}: how long the database of scores takes to answer. */
@Command(
        name = "history",
        description = "Fills a database with scores and asks it for pages, means and PT scores.",
        footer = {
            "",
            "Example:",
            "  ./e2enet bench history --class-scores 1000000 --database jdbc:h2:file:/tmp/bench",
            "  ./e2enet bench history --database jdbc:postgresql://localhost/bench --user bench --password bench"
        })
public final class HistoryBenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--class-scores",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Rows to fill it with, 15 per prediction (default: ${DEFAULT-VALUE}).")
    private int classScores;

    @Option(
            names = "--database",
            paramLabel = "URL",
            required = true,
            description = "An empty database to fill: jdbc:h2:file:/path or jdbc:postgresql://host/name.")
    private String url;

    @Option(names = "--user", defaultValue = "e2enet", description = "Its user (default: ${DEFAULT-VALUE}).")
    private String user;

    @Option(names = "--password", defaultValue = "", description = "Its password (default: none).")
    private String password;

    @Override
    public Integer call() {
        // H2 gives an unchanged answer again without work: that is not what is measured.
        String address = url.startsWith("jdbc:h2:") ? url + ";OPTIMIZE_REUSE_RESULTS=FALSE" : url;
        Database database = Inputs.value(spec, "--database", () -> Database.open(address, user, password));
        List<HistoryBenchmark.Line> lines = new HistoryBenchmark(database).run(classScores, output.console()::say);
        output.console().result(lines);
        if (!output.console().isJson()) {
            Table table = new Table("question", "median ms", "slowest ms");
            lines.forEach(line ->
                    table.row(line.question(), "%.1f".formatted(line.medianMs()), "%.1f".formatted(line.slowestMs())));
            output.console().say(table.toString());
        }
        return ExitCode.OK;
    }
}
