package org.e2enet.edge.security;

import java.io.Serial;
import org.e2enet.edge.rest.RequestCheck.Refusal;
import org.e2enet.faults.Fault;

/** Ends a request before anything of it is read; the door answers it. */
final class Refused extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    Refused(int status, Fault fault) {
        this(new Refusal(status, fault));
    }

    Refused(Refusal refusal) {
        super(refusal.fault().code(), null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
