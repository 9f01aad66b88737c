package org.e2enet.standalone.models;

import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code e2enet demote}. */
@Command(
        name = "demote",
        description =
                "Takes an alias away: predictions with it are refused, its models stay. 'rollback' brings it back.",
        footer = {"", "Example:", "  ./e2enet demote brain"})
public final class DemoteCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "ALIAS", description = "As './e2enet models' lists it.")
    private String alias;

    /** The answer. */
    record Answer(String alias, String done) {}

    @Override
    public Integer call() throws InterruptedException {
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            session.infer().demote(alias);
        }
        output.console().result(new Answer(alias, "demoted"));
        output.console().say("Alias " + alias + " means no model now");
        return ExitCode.OK;
    }
}
