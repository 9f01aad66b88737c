package org.e2enet.client.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.e2enet.faults.FaultException;
import org.e2enet.testkit.login.TestIssuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class LoginFileTest {
    private static final URI HERE = URI.create("http://localhost:8081");
    private static final URI ELSEWHERE = URI.create("https://e2enet.example.org");

    @TempDir
    private Path folder;

    private final TestIssuer issuer = TestIssuer.start();

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void shouldKeepALoginThatAPersonConfirmed() throws Exception {
        LoginFile file = file();
        assertEquals(Optional.empty(), file.bearer(HERE));
        DeviceLogin login = DeviceLogin.begin(issuer.address(), "e2enet-cli");
        assertEquals("ABCD-EFGH", login.code());
        issuer.approveDevice();

        login.await(file);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
        String token = file.bearer(HERE).orElseThrow();
        assertEquals(Optional.of(token), file.bearer(ELSEWHERE));
        assertEquals(Optional.of(token), file().bearer(HERE), "another command has the same login");
        assertTrue(file.end());
        assertFalse(file.end());
        assertEquals(Optional.empty(), file.bearer(HERE));
    }

    @Test
    void shouldRenewTokensThatEnd() throws Exception {
        LoginFile file = file();
        file.write(ended("refresh-0"));

        String token = file.bearer(HERE).orElseThrow();

        assertNotEquals("old", token);
        assertEquals(Optional.of(token), file().bearer(HERE));
    }

    @Test
    void shouldNotStandInTheWayOfAStackThatAsksNobody() throws Exception {
        LoginFile file = file();
        file.write(ended("refresh-0"));
        issuer.revoke("refresh-0");

        assertEquals(Optional.empty(), file.bearer(HERE));
        assertCode("CLI-223", () -> file.bearer(ELSEWHERE));
    }

    @Test
    void shouldSendNoLoginInTheClearToAnotherMachine() throws Exception {
        LoginFile file = file();
        file.write(new LoginFile.Login(
                issuer.address(),
                "e2enet-cli",
                new Tokens("a", null, Instant.now().plusSeconds(600))));
        for (String service :
                new String[] {"http://192.0.2.1:8085", "http://localhost.evil.invalid", "ftp://e2enet.example.org"}) {
            assertCode("CLI-224", () -> file.bearer(URI.create(service)));
        }
        assertEquals(Optional.of("a"), file.bearer(ELSEWHERE));
    }

    @Test
    void shouldTakeNoFileThatOthersMayRead() throws IOException {
        LoginFile file = file();
        file.write(ended("refresh-0"));
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));
        assertCode("CLI-225", () -> file.bearer(HERE));
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file.path(), "{");
        assertCode("CLI-225", () -> file.bearer(HERE));
    }

    @Test
    void shouldNameAnIssuerThatIsNone() {
        assertCode("CLI-221", () -> DeviceLogin.begin(URI.create("http://localhost:1/realms/x"), "e2enet-cli"));
        assertCode("CLI-222", () -> DeviceLogin.begin(URI.create(issuer.address() + "-none"), "e2enet-cli"));
    }

    @Test
    void shouldAskOnceForAMachinesToken() throws InterruptedException {
        MachineLogin machine = new MachineLogin(issuer.address(), "e2enet-machine", () -> TestIssuer.CLIENT_SECRET);

        assertEquals(machine.bearer(HERE), machine.bearer(HERE));
    }

    private LoginFile file() {
        return new LoginFile(folder.resolve("config").resolve("login.json"));
    }

    private LoginFile.Login ended(String refresh) {
        return new LoginFile.Login(
                issuer.address(),
                "e2enet-cli",
                new Tokens("old", refresh, Instant.now().minusSeconds(1)));
    }

    private static void assertCode(String code, Executable call) {
        assertEquals(code, assertThrows(FaultException.class, call).fault().code());
    }
}
