package org.e2enet.client.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.e2enet.client.Pass;
import org.e2enet.contract.EventJson;
import org.e2enet.faults.FaultException;

/**
 * Where a person's login is kept, this user's alone. Tokens that end are renewed and written down; where several commands run, one of
 * them renews. Without the file there is no login. Thread safe.
 */
public final class LoginFile implements Pass {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path file;

    public LoginFile(Path file) {
        this.file = file;
    }

    /** {@code e2enet/login.json} in {@code XDG_CONFIG_HOME}, by default {@code ~/.config}. */
    public static LoginFile ofUser() {
        String configured = System.getenv("XDG_CONFIG_HOME");
        Path folder = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".config")
                : Path.of(configured);
        return new LoginFile(folder.resolve("e2enet").resolve("login.json"));
    }

    /** What is in the file. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Login(URI issuer, String clientId, Tokens tokens) {}

    public Path path() {
        return file;
    }

    /** Ends the login here, and at the issuer where it answers. @return whether there was one */
    public synchronized boolean end() throws InterruptedException {
        Optional<Login> login = Optional.empty();
        try {
            login = read();
        } catch (FaultException damaged) {
            // All the more it must go.
        }
        boolean was;
        try {
            was = Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw LoginFaults.file(file, "the login cannot be removed").exception(failure);
        }
        if (login.isPresent() && login.get().tokens().refresh() != null) {
            revoke(login.get());
        }
        return was;
    }

    private static void revoke(Login login) throws InterruptedException {
        try {
            new IssuerClient(login.issuer())
                    .post(
                            "revocation_endpoint",
                            Map.of(
                                    "client_id",
                                    login.clientId(),
                                    "token",
                                    login.tokens().refresh()));
        } catch (FaultException away) {
            // It ends there by itself.
        }
    }

    @Override
    public synchronized Optional<String> bearer(URI service) throws InterruptedException {
        Optional<Login> login = read();
        if (login.isEmpty()) {
            return Optional.empty();
        }
        LoginFaults.requireProtected(service);
        if (login.get().tokens().isFresh(Instant.now())) {
            return Optional.of(login.get().tokens().access());
        }
        try {
            return Optional.of(renewed());
        } catch (FaultException over) {
            if (LoginFaults.isLoopback(service.getHost())) {
                return Optional.empty(); // this machine's own stack may ask nobody, and else says so
            }
            throw over;
        }
    }

    private String renewed() throws InterruptedException {
        try (FileChannel held = FileChannel.open(
                        file.resolveSibling(file.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock _ = held.lock()) {
            Login login = read().orElseThrow(() ->
                    LoginFaults.file(file, "the login was removed").exception());
            Instant now = Instant.now();
            if (login.tokens().isFresh(now)) {
                return login.tokens().access(); // by another command meanwhile
            }
            Tokens renewed = renew(login, now);
            write(new Login(login.issuer(), login.clientId(), renewed));
            return renewed.access();
        } catch (IOException failure) {
            throw LoginFaults.file(file, "the login cannot be renewed").exception(failure);
        }
    }

    private static Tokens renew(Login login, Instant now) throws InterruptedException {
        if (login.tokens().refresh() == null) {
            throw LoginFaults.over(login.issuer()).exception();
        }
        IssuerClient.Answer answer = new IssuerClient(login.issuer())
                .post(
                        "token_endpoint",
                        Map.of(
                                "grant_type", "refresh_token",
                                "client_id", login.clientId(),
                                "refresh_token", login.tokens().refresh()));
        if (!answer.error().isEmpty()) {
            throw LoginFaults.over(login.issuer()).exception();
        }
        Tokens tokens = Tokens.of(answer.json(), now);
        // An issuer that gives no new one means the old one to go on.
        return tokens.refresh() != null
                ? tokens
                : new Tokens(tokens.access(), login.tokens().refresh(), tokens.expires());
    }

    /** The file is never there with a mode of others. */
    void write(Login login) {
        try {
            Files.createDirectories(
                    file.toAbsolutePath().getParent(), PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
            Path beside = Files.createTempFile(
                    file.toAbsolutePath().getParent(), ".login", "", PosixFilePermissions.asFileAttribute(PRIVATE));
            try {
                Files.write(beside, EventJson.write(login));
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException failure) {
            throw LoginFaults.file(file, "the login cannot be written down").exception(failure);
        }
    }

    private Optional<Login> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            if (!Files.getPosixFilePermissions(file).equals(PRIVATE)) {
                throw LoginFaults.file(file, "others may read the login").exception();
            }
            return Optional.of(EventJson.read(Files.readAllBytes(file), Login.class));
        } catch (IOException failure) {
            throw LoginFaults.file(file, "the login cannot be read").exception(failure);
        } catch (FaultException unreadable) {
            throw unreadable.fault().code().startsWith("CLI-")
                    ? unreadable
                    : LoginFaults.file(file, "the file is no login").exception(unreadable);
        }
    }
}
