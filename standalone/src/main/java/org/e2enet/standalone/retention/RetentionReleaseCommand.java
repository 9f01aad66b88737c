package org.e2enet.standalone.retention;

import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code e2enet retention release}. */
@Command(
        name = "release",
        description = "Lifts a hold: the data set's rule counts again at its next look.",
        footer = {"", "Example:", "  ./e2enet retention release 0123456789abcdef0123456789abcdef"})
final class RetentionReleaseCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "SCAN", description = "Id of the scan.")
    private String scan;

    /** The answer. */
    record Answer(String scanId, String done) {}

    @Override
    public Integer call() throws InterruptedException {
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            session.ingest().release(scan);
        }
        output.console().result(new Answer(scan, "released"));
        output.console().say("Scan " + scan + " is not held any more");
        return ExitCode.OK;
    }
}
