package org.e2enet.network.topology;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The masks of all masked tensors by parameter name, in the graph's order. A tensor without a mask is dense. Immutable. */
public record Topology(Map<String, KernelMask> masks) {
    public static final Topology DENSE = new Topology(Map.of());

    public Topology {
        masks = Collections.unmodifiableMap(new LinkedHashMap<>(masks));
    }

    public Optional<KernelMask> mask(String parameterName) {
        return Optional.ofNullable(masks.get(parameterName));
    }

    /** Names of the tensors whose masks are not equal in both, sorted. */
    public Set<String> differingFrom(Topology other) {
        Set<String> names = new TreeSet<>(masks.keySet());
        names.addAll(other.masks.keySet());
        names.removeIf(name -> Objects.equals(masks.get(name), other.masks.get(name)));
        return names;
    }

    public long activeKernels() {
        return masks.values().stream().mapToLong(KernelMask::activeCount).sum();
    }
}
