package org.e2enet.infer.models;

/** The right to use a model until closed, also when its alias is given to another one meanwhile. */
public final class ModelLease implements AutoCloseable {
    private final ServedModel model;

    ModelLease(ServedModel model) {
        this.model = model;
    }

    public ServedModel model() {
        return model;
    }

    @Override
    public void close() {
        model.release();
    }
}
