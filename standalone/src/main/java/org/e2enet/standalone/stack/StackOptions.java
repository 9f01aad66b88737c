package org.e2enet.standalone.stack;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data}, known to every command that meets a stack. */
public final class StackOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".e2enet",
            description = "Folder with the stack's records, scans and models (default: ${DEFAULT-VALUE}).")
    private Path data;

    public DataFolder folder() {
        return new DataFolder(data);
    }
}
