package org.e2enet.standalone.login;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.client.login.DeviceLogin;
import org.e2enet.client.login.LoginFile;
import org.e2enet.standalone.console.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code e2enet login}. */
@Command(
        name = "login",
        description = "Logs in at an OpenID provider: shows a code to type in where there is a browser, and waits.",
        footer = {"", "Example:", "  ./e2enet login --issuer https://login.example.org/realms/e2enet"})
public final class LoginCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Option(names = "--issuer", paramLabel = "URL", required = true, description = "The OpenID provider.")
    private URI issuer;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            defaultValue = "e2enet-cli",
            description = "By which it knows this command line (default: ${DEFAULT-VALUE}).")
    private String clientId;

    @Override
    public Integer call() throws InterruptedException {
        LoginFile file = LoginFile.ofUser();
        DeviceLogin login = DeviceLogin.begin(issuer, clientId);
        output.console().say("Open " + login.pageWithCode() + " and check that it shows the code " + login.code());
        login.await(file);
        output.console().result(Map.of("file", file.path().toString()));
        output.console().say("Logged in; './e2enet logout' forgets it.");
        return ExitCode.OK;
    }
}
