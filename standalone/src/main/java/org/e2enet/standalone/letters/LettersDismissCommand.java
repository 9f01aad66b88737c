package org.e2enet.standalone.letters;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.e2enet.client.LettersClient;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code e2enet letters dismiss}. */
@Command(
        name = "dismiss",
        description = "Puts records that were put aside away for good: listed no longer, never sent again.",
        footer = {"", "Example:", "  ./e2enet letters dismiss e2enet.scans.received.dlq-0@17"})
final class LettersDismissCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "LETTER", arity = "1..*", description = "Ids as './e2enet letters list' shows them.")
    private List<String> ids;

    @Override
    public Integer call() throws InterruptedException {
        Set<String> left = new LinkedHashSet<>(ids);
        List<LettersClient.Letter> dismissed = new ArrayList<>();
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            for (LettersClient service : session.letters()) {
                for (LettersClient.Letter letter : service.list()) {
                    if (left.remove(letter.id())) {
                        dismissed.add(service.dismiss(letter.id()));
                    }
                }
            }
        }
        output.console().result(dismissed);
        output.console().say(dismissed.size() + " records put away");
        UnknownLetters.refuse(left);
        return ExitCode.OK;
    }
}
