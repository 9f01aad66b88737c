package org.e2enet.edge.security;

import java.nio.file.Path;
import org.e2enet.faults.Fault;

/** Why somebody is not let in (SEC-1xx), and why a service does not start, or cannot tell (SEC-2xx). */
public final class SecurityFaults {
    public static final String NO_LOGIN = "SEC-101";
    public static final String BAD_LOGIN = "SEC-102";
    public static final String ROLE_MISSING = "SEC-103";
    public static final String NOT_LISTED = "SEC-104";
    public static final String ISSUER_AWAY = "SEC-203";

    private SecurityFaults() {}

    static Fault noLogin() {
        return new Fault(
                NO_LOGIN,
                "this call needs a login",
                "header Authorization",
                "Log in on the console's page, or with './e2enet login', or send 'Authorization: Bearer' with a token of the issuer.");
    }

    static Fault badLogin() {
        return new Fault(
                BAD_LOGIN,
                "the login is not valid (any more): expired, revoked, or not made for this installation",
                "header Authorization or session",
                "Log in again.");
    }

    static Fault roleMissing(AccessLine line) {
        return new Fault(
                ROLE_MISSING,
                "this call needs the role " + line.rolesText(),
                line.method() + " " + line.pathText(),
                "Ask whoever manages logins for the role; docs/security.md lists what each may do.");
    }

    static Fault notListed() {
        return new Fault(
                NOT_LISTED,
                "no role may make such a call",
                "method and path",
                "Compare them with the list in docs/security.md.");
    }

    static Fault unsaid(String host) {
        return new Fault(
                "SEC-201",
                "the service would listen on " + host + " with nobody asked for a login",
                "security.mode",
                "Set security.issuer (docs/security.md), or listen on 127.0.0.1, or say security.mode=off.");
    }

    static Fault noIssuer() {
        return new Fault(
                "SEC-202",
                "logins are on and no issuer is named",
                "security.issuer",
                "Set it to the address of the OpenID provider.");
    }

    static Fault issuerAway() {
        return new Fault(
                ISSUER_AWAY,
                "the issuer of logins does not answer, so nobody can be told from anybody",
                "security.issuer",
                "Check that it is up and reached from here; send the request again then.");
    }

    static Fault secretUnread(Path file) {
        return new Fault(
                "SEC-204",
                "the file of a secret cannot be read or is empty",
                file.toString(),
                "Write the secret into its first line, and let the service's user read it.");
    }
}
