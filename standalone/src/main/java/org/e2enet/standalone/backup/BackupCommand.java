package org.e2enet.standalone.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.e2enet.faults.Fault;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Version;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSnapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code e2enet backup}. */
@Command(
        name = "backup",
        description =
                "Copies all that a stack keeps, as of one moment: store, scores, records with what was read of them, vault and "
                        + "keys. A stack that is up drains, goes on after some seconds, and is copied then. A store in a bucket, and scores in "
                        + "PostgreSQL, are not in it: copy them by their own means.",
        footer = {"", "Example:", "  ./e2enet backup /mnt/backups/monday"})
public final class BackupCommand implements Callable<Integer> {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(paramLabel = "DIR", description = "A new or empty folder. Whoever may read it can read everything.")
    private Path target;

    /** {@code --json}. */
    record Answer(String backup, String at, int files, long bytes) {}

    @Override
    public Integer call() throws InterruptedException, IOException {
        requireEmpty();
        output.console().progress("Waiting for a moment when nothing is written ...");
        Manifest manifest;
        try (StackSnapshot snapshot = StackSnapshot.of(stackOptions.folder())) {
            Instant at = Instant.now();
            output.console().progress("Copying ...");
            List<Manifest.Item> files = CheckedCopy.tree(snapshot.root(), target);
            manifest = new Manifest(Manifest.VERSION, at, Version.current(), files);
            manifest.write(target);
        }
        output.console()
                .result(new Answer(
                        target.toString(),
                        manifest.at().toString(),
                        manifest.files().size(),
                        manifest.bytes()));
        output.console()
                .say("%d files, %.1f MiB, as of %s in %s"
                        .formatted(manifest.files().size(), manifest.bytes() / 1048576.0, manifest.at(), target));
        return ExitCode.OK;
    }

    private void requireEmpty() throws IOException {
        if (!Files.exists(target)) {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.createDirectory(target, OWNER_ALONE); // a folder that is there keeps the rights it was given
        }
        try (Stream<Path> there = Files.list(target)) {
            if (there.findAny().isPresent()) {
                throw new Fault(
                                "CLI-112",
                                "a backup goes to a folder of its own, and something is there",
                                target.toString(),
                                "Name a new folder.")
                        .exception();
            }
        }
    }
}
