package org.e2enet.network.topology;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

    /**
     * Hash of all masks, 64 lower-case hex digits: SHA-256 over, by name, a line {@code NAME ROWS COLUMNS} and a byte per kernel, 1 = active.
     * Equal for equal topologies, whatever file they lie in.
     */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(masks).forEach((name, mask) -> {
                String line = name + " " + mask.rows() + " " + mask.columns() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                digest.update(mask.toBytes());
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }
}
