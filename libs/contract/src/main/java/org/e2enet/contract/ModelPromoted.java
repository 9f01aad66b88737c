package org.e2enet.contract;

import java.util.HashSet;
import java.util.List;

/**
 * From now on an alias means this model, or this ensemble; infer swaps when every model has passed its probe. Also
 * {@code aliases/<alias>.json}.
 *
 * @param modelId the model, or the name that the predictions of an ensemble go by
 * @param members of an ensemble: the models whose predictions are averaged; empty for one model
 */
public record ModelPromoted(String alias, String modelId, List<String> members) implements Event {
    public ModelPromoted {
        Check.name(alias, "alias");
        Check.name(modelId, "modelId");
        members = Check.list(members);
        members.forEach(member -> Check.name(member, "members"));
        if (members.contains(modelId) || new HashSet<>(members).size() < members.size()) {
            throw new IllegalArgumentException("members must be different models, and modelId none of them");
        }
    }

    /** One model. */
    public ModelPromoted(String alias, String modelId) {
        this(alias, modelId, List.of());
    }

    /** What is to be loaded: the members, or the one model. */
    public List<String> models() {
        return members.isEmpty() ? List.of(modelId) : members;
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
