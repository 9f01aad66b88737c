package org.e2enet.faults;

/** Carries a {@link Fault} up to whoever can answer it: a 4xx, a rejected event, a dead letter, an exit status. */
public final class FaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    FaultException(Fault fault, Throwable cause) {
        super(fault.message(), cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
