package org.e2enet.standalone.console;

import picocli.CommandLine.Option;

/** {@code --json}, which every command knows. */
public final class OutputOptions {
    @Option(
            names = "--json",
            description = "One JSON document on standard output; words and progress go to standard error.")
    private boolean json;

    private Console console;

    /** The console of this call; always the same one. */
    public Console console() {
        if (console == null) {
            console = Console.of(json);
        }
        return console;
    }
}
