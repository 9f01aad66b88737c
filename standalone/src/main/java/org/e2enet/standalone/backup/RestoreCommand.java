package org.e2enet.standalone.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.StackOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code e2enet restore}. */
@Command(
        name = "restore",
        description =
                "Puts a backup back into a data folder that holds nothing; 'up' goes on from there. Every file is checked first: "
                        + "of a backup that is not whole, nothing is put back. Interrupted and called again, it goes on.",
        footer = {"", "Example:", "  ./e2enet restore /mnt/backups/monday --data /srv/e2enet"})
public final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "DIR", description = "What 'backup' wrote.")
    private Path backup;

    /** {@code --json}. */
    record Answer(String data, String asOf, int files, long bytes) {}

    @Override
    public Integer call() throws IOException {
        Manifest manifest = Manifest.read(backup);
        Restoration restoration = new Restoration(backup, manifest, stackOptions.folder());
        output.console().progress("Copying ...");
        if (restoration.isStaged()) {
            restoration.check();
        } else {
            restoration.stage();
        }
        restoration.move();
        Path root = stackOptions.folder().root();
        output.console()
                .result(new Answer(
                        root.toString(),
                        manifest.at().toString(),
                        manifest.files().size(),
                        manifest.bytes()));
        output.console()
                .say("%d files, %.1f MiB, as of %s in %s"
                        .formatted(manifest.files().size(), manifest.bytes() / 1048576.0, manifest.at(), root));
        return ExitCode.OK;
    }
}
