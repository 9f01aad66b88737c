package org.e2enet.infer.models;

/** The right to use a model or an ensemble until closed, also when its alias is given to another one meanwhile. */
public final class ModelLease implements AutoCloseable {
    private final ServedEnsemble model;

    ModelLease(ServedEnsemble model) {
        this.model = model;
    }

    public ServedEnsemble model() {
        return model;
    }

    @Override
    public void close() {
        model.release();
    }
}
