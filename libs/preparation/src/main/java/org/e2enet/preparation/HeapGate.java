package org.e2enet.preparation;

import java.util.function.LongSupplier;

/** Lets work begin that the Java heap can hold. Thread safe. */
public final class HeapGate {
    private final LongSupplier freeBytes;
    private final Runnable collect;

    HeapGate(LongSupplier freeBytes, Runnable collect) {
        this.freeBytes = freeBytes;
        this.collect = collect;
    }

    /** Of this process. */
    public static HeapGate ofProcess() {
        return new HeapGate(HeapGate::freeHeapBytes, System::gc);
    }

    private static long freeHeapBytes() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }

    /**
     * Passes, or tells what is missing.
     *
     * @param heldBytes what the work that is asked for holds already, and counts in its need
     * @throws org.e2enet.faults.FaultException {@code IMG-128}
     */
    void require(double neededBytes, double heldBytes) {
        if (neededBytes - heldBytes > freeBytes.getAsLong()) {
            collect.run(); // what earlier scans left counts as used until then
            long free = freeBytes.getAsLong();
            if (neededBytes - heldBytes > free) {
                throw PreparationFaults.memory(neededBytes, (long) (free + heldBytes));
            }
        }
    }
}
