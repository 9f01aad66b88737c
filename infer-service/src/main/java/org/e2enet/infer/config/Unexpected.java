package org.e2enet.infer.config;

import org.e2enet.faults.Fault;

/** The fault that stands for an error nobody foresaw: its text is public, the error's own stays in the log. */
public final class Unexpected {
    public static final Fault FAULT = new Fault(
            "INF-901",
            "an unexpected error",
            "infer service",
            "See the service's log at this time; send the request again, or replay the dead letter, when it is mended.");

    private Unexpected() {}
}
