package org.e2enet.standalone.models;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code e2enet promote}. */
@Command(
        name = "promote",
        description =
                "Lets an alias mean a published model, or the mean of several, and waits until it serves. An older "
                        + "model comes back in the same way.",
        footer = {
            "",
            "Example:",
            "  ./e2enet promote brain-20261123-101500-fold0 --alias brain",
            "  ./e2enet promote run1-fold0 run1-fold1 --alias brain --name run1-ensemble"
        })
public final class PromoteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "MODEL", arity = "1..*", description = "Id of a published model; several = an ensemble.")
    private List<String> models;

    @Option(names = "--alias", paramLabel = "ALIAS", required = true, description = "What callers name.")
    private String alias;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of an ensemble, which its predictions and scores go by.")
    private String name;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the alias' history.")
    private String reason;

    @Override
    public Integer call() throws InterruptedException {
        ModelPromoted wanted = wanted();
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            ModelPromoted promoted = session.train().promote(wanted, reason);
            ServedAlias.awaitAndTell(session, promoted, output.console());
        }
        return ExitCode.OK;
    }

    private ModelPromoted wanted() {
        if ((models.size() > 1) != (name != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--name: an ensemble needs one, a single model has its own");
        }
        try {
            return name == null ? new ModelPromoted(alias, models.getFirst()) : new ModelPromoted(alias, name, models);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
