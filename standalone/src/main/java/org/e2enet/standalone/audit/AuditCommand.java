package org.e2enet.standalone.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.client.AuditClient;
import org.e2enet.contract.AuditTrail;
import org.e2enet.contract.EventJson;
import org.e2enet.files.AtomicFiles;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code e2enet audit}. */
@Command(
        name = "audit",
        description =
                "Lists who did what, or verifies that no record of it was changed, removed or moved (exit status 1 if one was).",
        subcommands = AuditListCommand.class,
        footer = {
            "",
            "Example:",
            "  ./e2enet audit list --about SCAN",
            "  ./e2enet audit --verify --note heads.json           # keep heads.json where no service can write",
            "  ./e2enet audit --verify --heads heads.json"
        })
public final class AuditCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Option(names = "--verify", description = "Follow every chain of records to its end.")
    private boolean verify;

    @Option(
            names = "--heads",
            paramLabel = "FILE",
            description = "Last records that were noted before: chains must still lead there.")
    private Path heads;

    @Option(
            names = "--note",
            paramLabel = "FILE",
            description = "Note the last record of each chain, for --heads later.")
    private Path note;

    /** {@code --json}. @param strangers records on the topic that are none */
    record Answer(int records, int chains, int strangers, List<AuditTrail.Break> breaks) {}

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (!verify) {
            throw new ParameterException(spec.commandLine(), "say 'list' or --verify");
        }
        List<AuditTrail.Head> known = heads == null ? List.of() : noted(Inputs.file(spec, heads));
        Path target = note == null ? null : Inputs.target(spec, "--note", note);
        AuditTrail trail = new AuditTrail();
        int records = 0;
        int strangers = 0;
        List<AuditTrail.Head> expected = new ArrayList<>(known);
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            // Before the records: what is sent meanwhile is there later.
            expected.addAll(session.audit().heads());
            for (AuditClient.Placed placed : session.audit().all()) {
                if (placed.record() == null) {
                    strangers++;
                } else {
                    records++;
                    trail.add(placed.record());
                }
            }
        }
        List<AuditTrail.Break> breaks = trail.breaks(expected);
        if (target != null) {
            AtomicFiles.replace(target, out -> out.write(EventJson.write(trail.heads())));
        }
        output.console().result(new Answer(records, trail.heads().size(), strangers, breaks));
        tell(records, strangers, trail, breaks);
        return breaks.isEmpty() && strangers == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void tell(int records, int strangers, AuditTrail trail, List<AuditTrail.Break> breaks) {
        if (!breaks.isEmpty()) {
            Table table = new Table("chain", "record", "is");
            breaks.forEach(each -> table.row(
                    each.chain(), each.number(), each.kind().toString().toLowerCase(Locale.ROOT)));
            output.console().say(table.toString());
        }
        output.console()
                .say("%d records of %d processes: %s"
                        .formatted(
                                records,
                                trail.heads().size(),
                                breaks.isEmpty() && strangers == 0
                                        ? "whole"
                                        : breaks.size() + " places do not hold, " + strangers + " records are none"));
    }

    private static List<AuditTrail.Head> noted(Path file) throws IOException {
        return EventJson.mapper().readerForListOf(AuditTrail.Head.class).readValue(Files.readAllBytes(file));
    }
}
