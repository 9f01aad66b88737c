package org.e2enet.store;

/** Both halves of one place where things are kept. Closing it lets go of what it holds on this machine, not of what is kept. */
public interface Store extends AutoCloseable {
    ObjectStore objects();

    DocumentStore documents();

    /** All that lies there; {@link Inventory#NONE} where going through it all is not offered. */
    default Inventory inventory() {
        return Inventory.NONE;
    }

    /**
     * Finds out what no waiting mends: what the settings say wrong. A place that does not answer now is none of that.
     *
     * @throws org.e2enet.faults.FaultException {@code STO-204} or {@code STO-205}
     */
    default void requireUsable() {}

    @Override
    default void close() {}
}
