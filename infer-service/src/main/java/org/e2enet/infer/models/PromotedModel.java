package org.e2enet.infer.models;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.e2enet.contract.Axis;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ClassLabels;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.store.Sha256;

/**
 * What an alias means, as the store describes it: one model, or several that fit together and whose predictions are averaged.
 *
 * @param modelId the model's id, or the name of the ensemble
 * @param members at least one
 */
public record PromotedModel(String modelId, List<CheckpointPublished> members) {
    public PromotedModel {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an ensemble needs a member");
        }
    }

    /** The plan of every member, as far as a prediction depends on it. */
    public Plan plan() {
        return members.getFirst().plan();
    }

    /** How every member wants its scans. */
    public Preparation preparation() {
        return members.getFirst().preparation();
    }

    /** What the classes of every member stand for. */
    public ClassLabels classLabels() {
        return ClassLabels.of(members.getFirst().definition(), plan().classes());
    }

    /** SHA-256 of the weights; of an ensemble, of its members' hashes one per line. */
    public String weightsSha256() {
        if (members.size() == 1) {
            return members.getFirst().weights().sha256();
        }
        String hashes =
                members.stream().map(member -> member.weights().sha256()).collect(Collectors.joining("\n"));
        return Sha256.of(hashes.getBytes(StandardCharsets.UTF_8));
    }

    /** Hash of the weights by member; empty for one model. */
    public Map<String, String> memberWeights() {
        Map<String, String> weights = new TreeMap<>();
        if (members.size() > 1) {
            members.forEach(
                    member -> weights.put(member.modelId(), member.weights().sha256()));
        }
        return weights;
    }

    /** Axes that the training of every member mirrored. */
    public Set<Axis> trainedMirrorAxes() {
        Set<Axis> axes = EnumSet.allOf(Axis.class);
        members.forEach(member -> axes.retainAll(member.recipe().augmentation().mirrorAxes()));
        return axes;
    }

    /** What the cross-validations of all members agree on. */
    public PostProcessing postProcessing() {
        return members.stream()
                .map(member -> Objects.requireNonNullElse(member.postProcessing(), PostProcessing.NONE))
                .reduce(PostProcessing::and)
                .orElseThrow();
    }
}
