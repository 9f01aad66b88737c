package org.e2enet.standalone.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.client.LettersClient;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code e2enet letters replay}. */
@Command(
        name = "replay",
        description = "Sends records that were put aside to their topics again, each once.",
        footer = {"", "Example:", "  ./e2enet letters replay e2enet.scans.received.dlq-0@17"})
final class LettersReplayCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @ArgGroup(multiplicity = "1")
    private Which which;

    private static final class Which {
        @Parameters(paramLabel = "LETTER", arity = "1..*", description = "Ids as './e2enet letters list' shows them.")
        private List<String> ids;

        @Option(names = "--all", required = true, description = "All that were not sent again.")
        private boolean all;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<LettersClient.Letter> replayed = new ArrayList<>();
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            for (LettersClient service : session.letters()) {
                for (LettersClient.Letter letter : service.list()) {
                    if (which.all || which.ids.contains(letter.id())) {
                        replayed.add(service.replay(letter.id()));
                    }
                }
            }
        }
        output.console().result(replayed);
        output.console().say(replayed.size() + " records sent again");
        requireAll(replayed);
        return ExitCode.OK;
    }

    private void requireAll(List<LettersClient.Letter> replayed) {
        List<String> left = new ArrayList<>(which.all ? List.of() : which.ids);
        left.removeIf(id -> replayed.stream().anyMatch(letter -> letter.id().equals(id)));
        UnknownLetters.refuse(left);
    }
}
