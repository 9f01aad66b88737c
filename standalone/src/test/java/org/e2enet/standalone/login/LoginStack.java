package org.e2enet.standalone.login;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;
import org.e2enet.testkit.login.TestIssuer;

/** The whole installation with logins on, and an issuer of its own. */
public final class LoginStack implements AutoCloseable {
    private final TestIssuer issuer;
    private final LocalStack stack;

    private LoginStack(TestIssuer issuer, LocalStack stack) {
        this.issuer = issuer;
        this.stack = stack;
    }

    /** @param directory is filled: {@code data} is the installation's */
    public static LoginStack start(Path directory) throws IOException, InterruptedException {
        System.setProperty(
                "e2enet.home", Path.of("..").toAbsolutePath().normalize().toString());
        TestIssuer issuer = TestIssuer.start();
        try {
            Path secret = Files.writeString(directory.resolve("secret"), TestIssuer.CLIENT_SECRET);
            LocalStack stack = LocalStack.start(
                    new DataFolder(directory.resolve("data")),
                    StackPorts.of(0, 0).withDicom(),
                    Map.of(
                            "SECURITY_ISSUER", issuer.address().toString(),
                            "SECURITY_CLIENT_SECRET_FILE", secret.toString(),
                            "SECURITY_ACCOUNT_CLIENT_SECRET_FILE", secret.toString(),
                            // An archive that is not there.
                            "DICOM_ARCHIVES_ARCHIVE_URL", "http://127.0.0.1:9",
                            "DICOM_ARCHIVES_ARCHIVE_KIND", "orthanc"),
                    Console.of(true));
            return new LoginStack(issuer, stack);
        } catch (IOException | InterruptedException | RuntimeException failure) {
            issuer.close();
            throw failure;
        }
    }

    public TestIssuer issuer() {
        return issuer;
    }

    public StackPorts ports() {
        return stack.ports();
    }

    /** The console's address, with a slash at its end. */
    public String console() {
        return ports().address(ServiceKind.CONSOLE) + "/";
    }

    @Override
    public void close() {
        stack.close();
        issuer.close();
    }
}
