package org.e2enet.edge.security;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.e2enet.client.Pass;
import org.e2enet.client.login.MachineLogin;

/** With what a service calls another one. Thread safe. */
@Singleton
public final class Passes {
    private final Pass ofService;
    private final Pass ofCaller;

    @Inject
    Passes(SecurityConfig config, Logins logins, Instance<CurrentIdentityAssociation> callers) {
        this.ofService = ofService(config, logins);
        this.ofCaller = logins.areRequired() ? _ -> Caller.token(callers.get().getIdentity()) : Pass.NONE;
    }

    /** By the service's own account, for work that nobody waits for; nothing where it has none. */
    public Pass ofService() {
        return ofService;
    }

    /** In the name of whoever makes the REST call in hand: to be asked on its thread only. */
    public Pass ofCaller() {
        return ofCaller;
    }

    private static Pass ofService(SecurityConfig config, Logins logins) {
        if (!logins.areRequired() || config.account().clientSecretFile().isEmpty()) {
            return Pass.NONE;
        }
        Path secret = config.account().clientSecretFile().get();
        Secrets.read(secret); // tells at the start, not with the first call
        return new MachineLogin(
                config.issuer().orElseThrow(),
                config.account().clientId().orElse(config.clientId()),
                () -> Secrets.read(secret));
    }
}
