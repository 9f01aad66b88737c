package org.e2enet.standalone.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path directory;

    @Test
    void shouldNameAFolderThatCannotBeWrittenTo() throws IOException {
        // A file in the place of a folder: nobody, root included, can write below it.
        Files.createFile(directory.resolve("store"));

        FaultException refused = assertThrows(FaultException.class, new DataFolder(directory)::make);

        assertEquals("CLI-110", refused.fault().code());
        assertEquals(directory.resolve("store").toString(), refused.fault().where());
    }

    @Test
    void shouldLeaveNothingOfItsTrial() throws IOException {
        new DataFolder(directory).make();

        try (Stream<Path> left = Files.walk(directory)) {
            assertEquals(List.of(), left.filter(Files::isRegularFile).toList());
        }
    }

    @Test
    void shouldBeHeldByOneStackOnly() throws IOException {
        DataFolder folder = new DataFolder(directory);
        folder.make();

        Optional<StackLock> first = StackLock.tryHold(folder);
        assertTrue(first.isPresent());
        assertTrue(StackLock.tryHold(folder).isEmpty());
        first.get().close();

        Optional<StackLock> next = StackLock.tryHold(folder);
        assertTrue(next.isPresent());
        next.get().close();
    }

    @Test
    void shouldNameADamagedState() throws IOException {
        DataFolder folder = new DataFolder(directory);
        Files.writeString(folder.state(), "{\"ports\": ");

        FaultException refused = assertThrows(FaultException.class, () -> StackState.read(folder));

        assertEquals("CLI-109", refused.fault().code());
        assertEquals(folder.state().toString(), refused.fault().where());
    }
}
