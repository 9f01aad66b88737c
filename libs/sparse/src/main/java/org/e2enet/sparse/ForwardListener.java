package org.e2enet.sparse;

/** Follows a forward from layer to layer, and may end it. */
public interface ForwardListener {
    ForwardListener SILENT = new ForwardListener() {};

    /** Called before each layer; true ends the forward with SPA-106. */
    default boolean isCancelled() {
        return false;
    }

    /**
     * Called after each layer.
     *
     * @param index of the layer among all of the network's
     * @param nanos the layer took
     */
    default void onLayer(int index, long nanos) {}
}
