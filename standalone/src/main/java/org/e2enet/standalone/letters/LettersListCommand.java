package org.e2enet.standalone.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.client.LettersClient;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code e2enet letters list}. */
@Command(
        name = "list",
        description =
                "Lists records that were put aside and not sent again. Uses the stack that is up, else one for the "
                        + "time of the call.",
        footer = {"", "Example:", "  ./e2enet letters list --json"})
final class LettersListCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Override
    public Integer call() throws InterruptedException {
        List<LettersClient.Letter> letters = new ArrayList<>();
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            for (LettersClient service : session.letters()) {
                letters.addAll(service.list());
            }
        }
        output.console().result(letters);
        if (!output.console().isJson()) {
            Table table = new Table("letter", "stage", "code", "since");
            letters.forEach(letter -> table.row(letter.id(), letter.stage(), letter.code(), letter.since()));
            output.console().say(letters.isEmpty() ? "No record lies aside." : table.toString());
        }
        return ExitCode.OK;
    }
}
