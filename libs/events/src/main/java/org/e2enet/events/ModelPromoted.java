package org.e2enet.events;

/** From now on an alias means this model; infer swaps when the model has passed its probe. Also {@code aliases/<alias>.json}. */
public record ModelPromoted(String alias, String modelId) implements Event {
    public ModelPromoted {
        Check.name(alias, "alias");
        Check.name(modelId, "modelId");
    }

    @Override
    public String key() {
        return alias;
    }

    @Override
    public String toString() {
        return "ModelPromoted[" + alias + " -> " + modelId + "]";
    }
}
