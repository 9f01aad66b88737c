package org.e2enet.standalone.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.client.InferClient;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code e2enet models}. */
@Command(
        name = "models",
        description = "Lists published models, and what aliases mean. Uses the stack that is up, else one for the time "
                + "of the call.",
        footer = {"", "Example:", "  ./e2enet models"})
public final class ModelsCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    /** One alias. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Alias(String alias, String modelId, List<String> members, String refused) {}

    /** The answer. */
    record Answer(List<Alias> aliases, List<String> models) {}

    @Override
    public Integer call() throws InterruptedException {
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            Answer answer = answer(session.infer());
            output.console().result(answer);
            if (!output.console().isJson()) {
                print(answer);
            }
        }
        return ExitCode.OK;
    }

    private static Answer answer(InferClient infer) throws InterruptedException {
        List<InferClient.Served> served = infer.served();
        List<Alias> aliases = new ArrayList<>();
        for (ModelPromoted promoted : infer.aliases()) {
            String refused = served.stream()
                    .filter(alias -> alias.alias().equals(promoted.alias()) && alias.refused() != null)
                    .map(alias -> alias.refused().fault().message())
                    .findFirst()
                    .orElse(null);
            aliases.add(new Alias(promoted.alias(), promoted.modelId(), promoted.members(), refused));
        }
        return new Answer(aliases, infer.models());
    }

    private void print(Answer answer) {
        Table aliases = new Table("alias", "model", "members");
        answer.aliases()
                .forEach(alias -> aliases.row(alias.alias(), alias.modelId(), String.join(", ", alias.members())));
        output.console().say(aliases.toString());
        answer.aliases().stream().filter(alias -> alias.refused() != null).forEach(alias -> output.console()
                .say(alias.alias() + " was refused: " + alias.refused()));
        output.console().say("");
        output.console().say("published: " + (answer.models().isEmpty() ? "none" : String.join(", ", answer.models())));
    }
}
