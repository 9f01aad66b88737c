package org.e2enet.network.engine;

import org.e2enet.contract.Size3;

/** Something that can run models: {@code torch} or {@code sparse}. Thread-safe. */
public interface Engine {
    /** The name configuration and provenance use. */
    String name();

    /**
     * Prepares a model for patches of one size. Expensive; keep the result resident.
     *
     * @throws org.e2enet.faults.FaultException when the patch is not divisible by the strides or memory does not suffice
     */
    CompiledNetwork compile(Model model, Size3 patch);

    /**
     * What {@link CompiledNetwork#peakBytes} of a compiled model would be, before anything is taken.
     *
     * @return −1 where the engine cannot tell
     * @throws org.e2enet.faults.FaultException when the patch is not divisible by the strides
     */
    default long peakBytes(Model model, Size3 patch) {
        return -1;
    }

    /**
     * Bytes of Java heap that a compiled model holds beside the weights it was given, before anything is taken; no less than it comes to. Nothing where
     * an engine keeps them outside the heap.
     */
    default long heapBytes(Model model, Size3 patch) {
        return 0;
    }
}
