package org.e2enet.client.login;

import java.net.URI;
import java.nio.file.Path;
import org.e2enet.faults.Fault;

/** Why a login does not come about. */
final class LoginFaults {
    private LoginFaults() {}

    static Fault issuerAway(URI issuer, Exception failure) {
        return new Fault(
                "CLI-221",
                "the issuer of logins does not answer as one ("
                        + failure.getClass().getSimpleName() + ")",
                issuer.toString(),
                "Check its address: GET <issuer>/.well-known/openid-configuration must answer.");
    }

    /** @param error the issuer's word for it, RFC 6749 5.2 */
    static Fault refused(URI issuer, String error) {
        return new Fault(
                "CLI-222",
                "the issuer refuses the login: " + error,
                issuer.toString(),
                "Check the client's name and secret, and that it may use this way to log in.");
    }

    static Fault over(URI issuer) {
        return new Fault(
                "CLI-223",
                "the login is over: expired, revoked, or not confirmed in time",
                issuer.toString(),
                "Log in again: './e2enet login --issuer " + issuer + "'.");
    }

    static Fault plain(URI service) {
        return new Fault(
                "CLI-224",
                "a login is not sent to another machine without encryption",
                service.toString(),
                "Call it by https.");
    }

    static Fault file(Path file, String what) {
        return new Fault(
                "CLI-225", what, file.toString(), "Log in again; the file must be this user's alone (mode 0600).");
    }
}
