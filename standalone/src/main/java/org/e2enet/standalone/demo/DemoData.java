package org.e2enet.standalone.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.e2enet.faults.Fault;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.StackState;

/** The demo's own data folder below the report's: every demo starts with an empty one. */
final class DemoData {
    private static final String NAME = "stack";
    private static final String MARK = ".made-by-e2enet-demo";

    private DemoData() {}

    static DataFolder fresh(Path out) {
        DataFolder folder = new DataFolder(out.resolve(NAME));
        try {
            if (Files.exists(folder.root())) {
                requireOurs(folder);
                Files.walkFileTree(folder.root(), new Removal());
            }
            Files.createDirectories(folder.root());
            Files.createFile(folder.root().resolve(MARK));
            return folder;
        } catch (IOException failure) {
            throw new Fault(
                            "CLI-502",
                            "the folder cannot be written: " + failure.getMessage(),
                            folder.root().toString(),
                            "Choose another with --out.")
                    .exception(failure);
        }
    }

    private static void requireOurs(DataFolder folder) {
        boolean running = StackState.running(folder).isPresent();
        if (running || !Files.exists(folder.root().resolve(MARK))) {
            throw new Fault(
                            "CLI-503",
                            running ? "a demo is running there" : "the folder was not made by a demo and is left alone",
                            folder.root().toString(),
                            "Choose another folder with --out.")
                    .exception();
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
