package org.e2enet.standalone.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.e2enet.faults.Fault;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.stack.FileTrees;
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
                        + "of a backup that is not whole, nothing is put back.",
        footer = {"", "Example:", "  ./e2enet restore /mnt/backups/monday --data /srv/e2enet"})
public final class RestoreCommand implements Callable<Integer> {
    private static final String UNFINISHED = "restore.unfinished";

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
        Path root = stackOptions.folder().root();
        requireNothing(root);
        Path unfinished = root.resolve(UNFINISHED);
        FileTrees.remove(unfinished);
        output.console().progress("Copying ...");
        Set<String> tops = new TreeSet<>();
        for (Manifest.Item item : manifest.files()) {
            Path target = unfinished.resolve(item.path()).normalize();
            if (!target.startsWith(unfinished)) {
                throw Manifest.damaged(backup, "a file of it would lie outside: " + item.path());
            }
            copy(item, target);
            tops.add(unfinished.relativize(target).getName(0).toString());
        }
        for (String top : tops) {
            Files.move(unfinished.resolve(top), root.resolve(top));
        }
        FileTrees.remove(unfinished);
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

    private void copy(Manifest.Item item, Path target) throws IOException {
        Path source = backup.resolve(item.path());
        if (!Files.isRegularFile(source)) {
            throw Manifest.damaged(backup, item.path() + " is missing");
        }
        if (!CheckedCopy.file(source, target).equals(item.sha256())) {
            throw Manifest.damaged(backup, item.path() + " was changed");
        }
    }

    private void requireNothing(Path root) throws IOException {
        Files.createDirectories(root);
        try (Stream<Path> there = Files.list(root)) {
            if (there.anyMatch(file -> !file.getFileName().toString().equals(UNFINISHED))) {
                throw new Fault(
                                "CLI-116",
                                "the data folder holds something already",
                                root.toString(),
                                "Name another folder with --data, or move what is there away.")
                        .exception();
            }
        }
    }
}
