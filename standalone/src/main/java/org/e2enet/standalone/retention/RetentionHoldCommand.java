package org.e2enet.standalone.retention;

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

/** {@code e2enet retention hold}. */
@Command(
        name = "hold",
        description =
                "Holds a scan: neither a rule nor 'delete' removes it, or what was made from it, until it is released.",
        footer = {"", "Example:", "  ./e2enet retention hold 0123456789abcdef0123456789abcdef --reason 'trial 7'"})
final class RetentionHoldCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "SCAN", description = "Id of the scan, as './e2enet scans' lists it.")
    private String scan;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, without names of people.")
    private String reason;

    @Override
    public Integer call() throws InterruptedException {
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            output.console().result(session.ingest().hold(scan, reason));
        }
        output.console().say("Scan " + scan + " is held");
        return ExitCode.OK;
    }
}
