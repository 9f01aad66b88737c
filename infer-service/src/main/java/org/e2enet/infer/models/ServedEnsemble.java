package org.e2enet.infer.models;

import java.util.List;
import org.e2enet.network.engine.CompiledNetwork;

/**
 * A promoted model ready to run. Holds and releases all of its members together. Thread-safe.
 *
 * @param what it is
 * @param members in the order of what it is
 */
public record ServedEnsemble(PromotedModel what, List<ServedModel> members) {
    public ServedEnsemble {
        members = List.copyOf(members);
    }

    /** The largest of the members'. */
    public double probeDeviation() {
        return members.stream().mapToDouble(ServedModel::probeDeviation).max().orElseThrow();
    }

    /** Only for holders. */
    public List<CompiledNetwork> networks() {
        return members.stream().map(ServedModel::network).toList();
    }

    /** What the members take while they are served. */
    public long residentBytes() {
        return members.stream().mapToLong(ServedModel::residentBytes).sum();
    }

    void hold() {
        members.forEach(ServedModel::hold);
    }

    void release() {
        members.forEach(ServedModel::release);
    }
}
