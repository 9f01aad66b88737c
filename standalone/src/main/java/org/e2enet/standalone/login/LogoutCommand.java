package org.e2enet.standalone.login;

import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.client.login.LoginFile;
import org.e2enet.standalone.console.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code e2enet logout}. */
@Command(
        name = "logout",
        description = "Ends the login of './e2enet login', here and at the issuer.",
        footer = {"", "Example:", "  ./e2enet logout"})
public final class LogoutCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws InterruptedException {
        boolean was = LoginFile.ofUser().end();
        output.console().result(Map.of("loggedOut", was));
        output.console().say(was ? "Logged out." : "There was no login.");
        return ExitCode.OK;
    }
}
