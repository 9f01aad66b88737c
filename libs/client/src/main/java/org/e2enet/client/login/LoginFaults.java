package org.e2enet.client.login;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
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

    /** No secret goes in the clear to another machine. */
    static void requireProtected(URI address) {
        if (!"https".equals(address.getScheme()) && !isLoopback(address.getHost())) {
            throw new Fault(
                            "CLI-224",
                            "a login is not sent to another machine without encryption",
                            address.toString(),
                            "Call it by https.")
                    .exception();
        }
    }

    static boolean isLoopback(String host) {
        try {
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    static Fault file(Path file, String what) {
        return new Fault(
                "CLI-225", what, file.toString(), "Log in again; the file must be this user's alone (mode 0600).");
    }
}
