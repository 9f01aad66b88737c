package org.e2enet.standalone.models;

import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code e2enet rollback}. */
@Command(
        name = "rollback",
        description =
                "Lets an alias mean what it meant before its last promotion, or before it was taken away, and waits until "
                        + "that serves. Again, and it means the newer one.",
        footer = {"", "Example:", "  ./e2enet rollback brain"})
public final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "ALIAS", description = "As './e2enet models' lists it.")
    private String alias;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the alias' history.")
    private String reason;

    @Override
    public Integer call() throws InterruptedException {
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            ModelPromoted promoted = session.train().rollback(alias, reason);
            ServedAlias.awaitAndTell(session, promoted, output.console());
        }
        return ExitCode.OK;
    }
}
