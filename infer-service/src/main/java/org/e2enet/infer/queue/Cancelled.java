package org.e2enet.infer.queue;

/** Somebody cancelled the prediction: neither done nor failed. */
public final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Cancelled() {
        super("cancelled", null, false, false);
    }
}
