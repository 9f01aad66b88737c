package org.e2enet.standalone.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.e2enet.client.AuditClient;
import org.e2enet.contract.AuditRecorded;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code e2enet audit list}. */
@Command(
        name = "list",
        description = "Lists who did what, oldest first: every write, and every read of results.",
        footer = {"", "Example:", "  ./e2enet audit list --about 0123456789abcdef0123456789abcdef --limit 20"})
final class AuditListCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Option(names = "--who", paramLabel = "SUBJECT", description = "Only what this one did.")
    private String who;

    @Option(names = "--about", paramLabel = "ID", description = "Only what was done to this scan, model or run.")
    private String about;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "The newest N (default: 100).")
    private int limit;

    @Override
    public Integer call() throws InterruptedException {
        List<AuditRecorded> records;
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            records = session.audit().all().stream()
                    .map(AuditClient.Placed::record)
                    .filter(Objects::nonNull)
                    .filter(this::isWanted)
                    .sorted(Comparator.comparing(AuditRecorded::at))
                    .toList();
        }
        List<AuditRecorded> newest = records.subList(Math.max(0, records.size() - limit), records.size());
        output.console().result(newest.stream().map(Row::of).toList());
        if (!output.console().isJson()) {
            Table table = new Table("at", "who", "from", "service", "action", "about", "outcome");
            newest.forEach(record -> table.row(
                    record.at(),
                    record.who(),
                    record.from() == null ? "" : record.from(),
                    record.service(),
                    record.action(),
                    String.join(", ", record.about()),
                    record.status() == null ? record.outcome() : record.outcome() + " " + record.status()));
            output.console().say(newest.isEmpty() ? "Nothing is recorded." : table.toString());
        }
        return ExitCode.OK;
    }

    private boolean isWanted(AuditRecorded record) {
        return (who == null || who.equals(record.who()))
                && (about == null
                        || record.action().contains(about)
                        || record.about().stream().anyMatch(each -> each.contains(about)));
    }

    /** {@code --json}. */
    record Row(
            String at,
            String who,
            String from,
            String service,
            String action,
            List<String> about,
            String outcome,
            Integer status,
            String chain,
            long number) {
        static Row of(AuditRecorded record) {
            return new Row(
                    record.at().toString(),
                    record.who(),
                    record.from(),
                    record.service(),
                    record.action(),
                    record.about(),
                    record.outcome(),
                    record.status(),
                    record.chain(),
                    record.number());
        }
    }
}
