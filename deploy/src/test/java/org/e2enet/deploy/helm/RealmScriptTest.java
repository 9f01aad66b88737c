package org.e2enet.deploy.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.e2enet.deploy.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Job's script, beside something that keeps what Keycloak's client is called with. */
class RealmScriptTest {
    private static final String PASSWORD = "the administrator's";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeAClient() throws IOException {
        Path kcadm = Files.writeString(folder.resolve("kcadm"), """
            #!/bin/bash
            echo "$*" >>"%1$s/calls"
            if [ "$1" = get ]; then [ -e "%1$s/is-there" ]; exit; fi
            if [ "$1" = create ]; then for last; do :; done; cp "$last" "%1$s/made"; fi
            """.formatted(folder));
        Files.setPosixFilePermissions(kcadm, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void shouldMakeTheRealmForTheConsoleWithTheSecretsOfTheFiles() throws Exception {
        Path login = Files.writeString(folder.resolve("e2enet"), "one line\nand not a second");
        Path account = Files.writeString(folder.resolve("e2enet-console"), "with \" and \\ and & and $HOME");

        assertEquals(0, run(login + " " + account));

        String made = Files.readString(folder.resolve("made"));
        assertFalse(made.contains("localhost"), made);
        JsonNode realm = new ObjectMapper().readTree(made);
        Map<String, String> secrets = new TreeMap<>();
        for (JsonNode client : realm.path("clients")) {
            secrets.put(client.path("clientId").asText(), client.path("secret").asText("none"));
        }
        assertEquals(
                Map.of(
                        "e2enet", "one line",
                        "e2enet-cli", "none",
                        "e2enet-console", "with \" and \\ and & and $HOME",
                        "e2enet-machine", "none"),
                secrets);
        assertEquals(
                "https://console.example/*",
                realm.at("/clients/0/redirectUris/0").asText());
        String calls = Files.readString(folder.resolve("calls"));
        assertFalse(calls.contains("one line") || calls.contains(PASSWORD), calls);
    }

    @Test
    void shouldLeaveARealmThatIsThereAsItIs() throws Exception {
        Files.createFile(folder.resolve("is-there"));

        assertEquals(0, run(""));

        assertFalse(Files.exists(folder.resolve("made")));
    }

    @Test
    void shouldMakeNothingForAClientThatTheRealmDoesNotHave() throws Exception {
        assertNotEquals(0, run(Files.writeString(folder.resolve("another"), "x").toString()));

        assertFalse(Files.exists(folder.resolve("made")));
    }

    private int run(String secrets) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        Repository.file("deploy/keycloak/create-realm.sh").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment()
                .putAll(Map.of(
                        "KCADM",
                        folder.resolve("kcadm").toString(),
                        "KEYCLOAK_URL",
                        "https://login.example",
                        "KC_CLI_PASSWORD",
                        PASSWORD,
                        "CONSOLE_ADDRESS",
                        "https://console.example",
                        "SECRETS",
                        secrets));
        int status = builder.start().waitFor();
        assertTrue(Files.readString(folder.resolve("calls")).contains("--server https://login.example"));
        return status;
    }
}
