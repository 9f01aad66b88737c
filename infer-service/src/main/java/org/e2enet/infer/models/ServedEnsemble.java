package org.e2enet.infer.models;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.e2enet.contract.Axis;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.store.Sha256;

/**
 * What an alias means: one model, or several that fit together and whose predictions are averaged. Holds and releases all of
 * them together. Thread-safe.
 *
 * @param modelId the model's id, or the name of the ensemble
 * @param members at least one
 */
public record ServedEnsemble(String modelId, List<ServedModel> members) {
    public ServedEnsemble {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an ensemble needs a member");
        }
    }

    static ServedEnsemble of(ServedModel model) {
        return new ServedEnsemble(model.modelId(), List.of(model));
    }

    /** The plan of every member, as far as a prediction depends on it. */
    public Plan plan() {
        return members.getFirst().plan();
    }

    /** SHA-256 of the weights; of an ensemble, of its members' hashes one per line. */
    public String weightsSha256() {
        if (members.size() == 1) {
            return members.getFirst().weightsSha256();
        }
        String hashes = members.stream().map(ServedModel::weightsSha256).collect(Collectors.joining("\n"));
        return Sha256.of(hashes.getBytes(StandardCharsets.UTF_8));
    }

    /** Hash of the weights by member; empty for one model. */
    public Map<String, String> memberWeights() {
        Map<String, String> weights = new TreeMap<>();
        if (members.size() > 1) {
            members.forEach(member -> weights.put(member.modelId(), member.weightsSha256()));
        }
        return weights;
    }

    /** Axes that the training of every member mirrored. */
    public Set<Axis> trainedMirrorAxes() {
        Set<Axis> axes = EnumSet.allOf(Axis.class);
        members.forEach(member -> axes.retainAll(member.trainedMirrorAxes()));
        return axes;
    }

    /** What the cross-validations of all members agree on. */
    public PostProcessing postProcessing() {
        return members.stream()
                .map(ServedModel::postProcessing)
                .reduce(PostProcessing::and)
                .orElseThrow();
    }

    /** The largest of the members'. */
    public double probeDeviation() {
        return members.stream().mapToDouble(ServedModel::probeDeviation).max().orElseThrow();
    }

    /** Only for holders. */
    public List<CompiledNetwork> networks() {
        return members.stream().map(ServedModel::network).toList();
    }

    void hold() {
        members.forEach(ServedModel::hold);
    }

    void release() {
        members.forEach(ServedModel::release);
    }
}
