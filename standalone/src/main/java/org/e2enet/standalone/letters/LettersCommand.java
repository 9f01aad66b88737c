package org.e2enet.standalone.letters;

import picocli.CommandLine.Command;

/** {@code e2enet letters}: the group of what deals with records that were put aside. */
@Command(
        name = "letters",
        description =
                "Lists records that a service put aside, sends them again when their cause is mended, or puts them away.",
        subcommands = {LettersListCommand.class, LettersReplayCommand.class, LettersDismissCommand.class},
        footer = {"", "Example:", "  ./e2enet letters list", "  ./e2enet letters replay --all"})
public final class LettersCommand {}
