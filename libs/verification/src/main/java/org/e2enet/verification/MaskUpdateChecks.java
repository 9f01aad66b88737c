package org.e2enet.verification;

import java.io.IOException;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.KernelNorms;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyEvolution;
import org.e2enet.network.topology.TopologyUpdate;
import org.e2enet.safetensors.SafetensorsFile;

/**
 * One topology update of the reference: which kernels it drops is determined; which it grows is one random draw, of which
 * the number and the place (not among the kept ones) are checked.
 */
public final class MaskUpdateChecks implements CheckSet {
    private static final String FILE = "train.maskupdate.safetensors";

    @Override
    public String name() {
        return "maskupdate";
    }

    @Override
    public List<Check> run(ReferenceFolder folder) throws IOException {
        if (!folder.has(FILE)) {
            return List.of(Check.absent("maskupdate", FILE));
        }
        try (SafetensorsFile file = folder.tensors(FILE)) {
            String weightsFile = file.metadata().getOrDefault("weights", "train.final.sampledice.safetensors");
            if (!folder.has(weightsFile)) {
                return List.of(Check.absent("maskupdate", weightsFile));
            }
            try (SafetensorsFile weights = folder.tensors(weightsFile)) {
                return compare(file, weights);
            }
        }
    }

    private static List<Check> compare(SafetensorsFile file, SafetensorsFile weights) {
        Topology before = new Topology(masks(file, "before."));
        Map<String, KernelMask> pruned = masks(file, "pruned.");
        // The reference's rate is the share dropped; ours starts at alpha and falls with a cosine. What was just
        // dropped may
        // come back there.
        double rate = Double.parseDouble(file.metadata().getOrDefault("death_rate", "0.5"));
        Evolution settings = new Evolution(1, rate, Evolution.Growth.RANDOM, Evolution.RegrowInit.ZERO, true);
        KernelNorms norms = name -> {
            List<Integer> shape = weights.entry(name).shape();
            return KernelNorms.l1(weights.floats(name), shape.get(2) * shape.get(3) * shape.get(4));
        };
        TopologyUpdate update = new TopologyEvolution(settings, 1).update(before, norms, norms, 0, 1);
        Topology after = update.applyTo(before);
        Figures otherDrops = Figures.absolute();
        Figures otherCounts = Figures.absolute();
        for (Map.Entry<String, KernelMask> entry : before.masks().entrySet()) {
            String tensor = entry.getKey();
            BitSet kept = entry.getValue().active();
            kept.andNot(update.tensors().get(tensor).dropped().toBitSet());
            BitSet difference = pruned.get(tensor).active();
            difference.xor(kept);
            otherDrops.add(difference.cardinality(), tensor);
            BitSet lost = kept;
            lost.andNot(after.masks().get(tensor).active());
            int balance =
                    after.masks().get(tensor).activeCount() - entry.getValue().activeCount();
            otherCounts.add(lost.cardinality() + Math.abs(balance), tensor);
        }
        return List.of(
                otherDrops.check("maskupdate.drop", 0, "masks, kernels dropped otherwise"),
                otherCounts.check("maskupdate.grow", 0, "masks, kernels lost or too many after growth"));
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
}
