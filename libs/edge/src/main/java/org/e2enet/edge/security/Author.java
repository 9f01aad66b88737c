package org.e2enet.edge.security;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;
import org.e2enet.edge.EdgeFaults;

/**
 * Who is written down as the one who did what a call asks for. The only place that says so: where people log in it is the login, under the id
 * that the audit trail has, whatever the call says; where nobody does, there is only the call's word.
 */
@Singleton
public final class Author {
    private final boolean byLogin;
    private final Supplier<Optional<String>> login;

    @Inject
    Author(Logins logins, CurrentVertxRequest current) {
        this(logins.areRequired(), () -> Caller.id(current.getCurrent()));
    }

    /** @param login the issuer's id of who makes the call under way */
    Author(boolean byLogin, Supplier<Optional<String>> login) {
        this.byLogin = byLogin;
        this.login = login;
    }

    /** Whether the login tells, so that nobody need be asked for a name. */
    public boolean isByLogin() {
        return byLogin;
    }

    /**
     * Who makes the call under way.
     *
     * @param told by the call itself, or null
     * @return null where neither a login nor the call says
     * @throws org.e2enet.faults.FaultException EDG-117 where the call says somebody else than the login
     */
    public String of(String told) {
        if (!byLogin) {
            return told;
        }
        String id = login.get().orElseThrow(() -> new IllegalStateException("a call without a login was let in"));
        if (told != null && !told.equals(id)) {
            throw EdgeFaults.otherAuthor().exception();
        }
        return id;
    }
}
