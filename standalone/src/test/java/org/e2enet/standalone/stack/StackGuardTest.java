package org.e2enet.standalone.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackGuardTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindAPasswordOrAPartOfTheKeyInALog() throws Exception {
        StackGuard guard = StackGuard.in(folder.resolve("guard"));
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Files.writeString(logs.resolve("quiet.log"), "MII and password=[hidden]\n");
        assertEquals(List.of(), guard.leaks(logs));

        Object login = guard.admin().get("sasl.jaas.config");
        Files.writeString(logs.resolve("login.log"), "begin\nset up with " + login + "\n");
        String key =
                Files.readAllLines(folder.resolve("guard").resolve("stack.key")).get(1);
        Files.writeString(logs.resolve("key.log"), "here: " + key + ".\n");

        assertEquals(List.of("key.log", "login.log"), guard.leaks(logs));
    }
}
