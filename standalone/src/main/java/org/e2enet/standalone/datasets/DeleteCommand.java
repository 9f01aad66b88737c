package org.e2enet.standalone.datasets;

import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code e2enet delete}. */
@Command(
        name = "delete",
        description =
                "Removes a scan and all that was made from it: files, segmentations, scores. Models that learned from "
                        + "it stay.",
        footer = {"", "Example:", "  ./e2enet delete 0123456789abcdef0123456789abcdef"})
public final class DeleteCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "SCAN", description = "Id of the scan, as './e2enet scans' lists it.")
    private String scan;

    /** The answer. */
    record Answer(String scanId, String done) {}

    @Override
    public Integer call() throws InterruptedException {
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            session.ingest().delete(scan);
        }
        output.console().result(new Answer(scan, "deleted"));
        output.console().say("Scan " + scan + " and all that was made from it is gone");
        return ExitCode.OK;
    }
}
