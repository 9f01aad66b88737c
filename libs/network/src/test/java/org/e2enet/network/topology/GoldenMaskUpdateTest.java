package org.e2enet.network.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.safetensors.SafetensorsFile;
import org.junit.jupiter.api.Test;

/** One update of the released code (rate 0.5) after five training steps: what it drops must be what we drop. */
class GoldenMaskUpdateTest {
    /** r(0) = α: the code's death rate. */
    private static final Evolution HALF =
            new Evolution(1, 0.5, Evolution.Growth.RANDOM, Evolution.RegrowInit.ZERO, true);

    @Test
    void shouldDropWhatTheReleasedCodeDrops() throws IOException {
        try (SafetensorsFile masks = open("train.maskupdate");
                SafetensorsFile weights = open("train.final.sampledice")) {
            Map<String, KernelMask> before = masks(masks, "before.");
            Map<String, KernelMask> pruned = masks(masks, "pruned.");
            Map<String, KernelMask> regrown = masks(masks, "regrown_example.");
            assertEquals(35, before.size());
            // Empty masks would agree in everything below.
            assertTrue(before.values().stream().allMatch(mask -> mask.activeCount() > 0));

            Topology start = new Topology(before);
            TopologyUpdate update = new TopologyEvolution(HALF, 1)
                    .update(
                            start,
                            name -> KernelNorms.l1(
                                    weights.floats(name),
                                    taps(weights.entry(name).shape())),
                            null,
                            0,
                            100);
            Topology after = update.applyTo(start);

            update.tensors().forEach((name, tensor) -> {
                assertTrue(tensor.dropped().size() > 0, name);
                BitSet kept = before.get(name).active();
                kept.andNot(tensor.dropped().toBitSet());
                assertEquals(pruned.get(name).active(), kept, name);

                // The reference grows among all that are inactive after the drop, and so do we here.
                BitSet grownThere = regrown.get(name).active();
                grownThere.andNot(kept);
                assertEquals(grownThere.cardinality(), tensor.grown().size(), name);
                assertTrue(tensor.grown().stream().noneMatch(kept::get), name);
                BitSet keptNow = after.masks().get(name).active();
                keptNow.and(kept);
                assertEquals(kept, keptNow, name + " keeps what was not dropped");
                assertEquals(
                        regrown.get(name).activeCount(), after.masks().get(name).activeCount(), name);
            });
        }
    }

    private SafetensorsFile open(String name) throws IOException {
        return SafetensorsFile.read(getClass().getResourceAsStream("/golden/" + name + ".safetensors"), name);
    }

    private static Map<String, KernelMask> masks(SafetensorsFile file, String prefix) {
        Map<String, KernelMask> masks = new LinkedHashMap<>();
        for (String name : file.names()) {
            if (name.startsWith(prefix)) {
                List<Integer> shape = file.entry(name).shape();
                masks.put(
                        name.substring(prefix.length()),
                        KernelMask.ofBytes(shape.get(0), shape.get(1), file.bytes(name)));
            }
        }
        return masks;
    }

    private static int taps(List<Integer> shape) {
        return shape.get(2) * shape.get(3) * shape.get(4);
    }
}
