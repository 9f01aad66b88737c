package org.e2enet.edge.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the audit trail. A wrong value or an unknown key below {@code audit.} stops the start. */
@ConfigMapping(prefix = "audit")
public interface AuditConfig {
    /**
     * Whether calls are recorded. Off unless it is said: a trail that cannot be kept holds up what it should record, so its topic, rights and
     * room must be there first.
     */
    @WithDefault("false")
    boolean enabled();

    /** Records that wait in the store while the broker is away, at most; then calls that would be recorded are refused (EDG-204). */
    @WithDefault("10000")
    int spool();
}
