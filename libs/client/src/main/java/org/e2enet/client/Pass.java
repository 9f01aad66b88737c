package org.e2enet.client;

import java.net.URI;
import java.util.Optional;

/** What a call shows to be let in. Thread safe. */
@FunctionalInterface
public interface Pass {
    /** For services that ask nobody. */
    Pass NONE = _ -> Optional.empty();

    /**
     * An access token, or nothing.
     *
     * @param service that the call goes to
     */
    Optional<String> bearer(URI service) throws InterruptedException;
}
