package org.e2enet.benchmarks;

import java.util.Arrays;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.faults.Fault;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.Engine;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.sparse.SparseOptions;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.TorchOptions;

/** What E2ENet on the sparse engine is held against. */
public enum Peer {
    NNUNET_FLOAT32("nnunet/torch-f32", "nnunet-v1", Precision.FLOAT32),
    NNUNET_BF16("nnunet/torch-bf16", "nnunet-v1", Precision.BF16),
    E2ENET_FLOAT32("e2enet/torch-f32", "paper", Precision.FLOAT32),
    E2ENET_BF16("e2enet/torch-bf16", "paper", Precision.BF16),
    /** Dense on this engine too: what remains is what sparsity gives. */
    NNUNET_SPARSE("nnunet/sparse", "nnunet-v1", null);

    private static final int SMALLEST_EDGE = 4;

    private final String label;
    private final String preset;

    /** Of libtorch; null = the sparse engine. */
    private final Precision precision;

    Peer(String label, String preset, Precision precision) {
        this.label = label;
        this.preset = preset;
        this.precision = precision;
    }

    /** As command line and reports write it. */
    public String label() {
        return label;
    }

    /** The engine that runs it. */
    public Engine engine(int threads) {
        return precision == null
                ? new SparseEngine(SparseOptions.defaults().withThreads(threads))
                : new TorchEngine(TorchOptions.DEFAULT.withThreads(threads).withPrecision(precision));
    }

    /** As {@link #plan(Size3, double)}, for a cubic patch. */
    public Plan plan(int edge, double sparsity) {
        return plan(cube(edge), sparsity);
    }

    /** The peer's network for a patch; E2ENet keeps the sparsity asked for, but is computed dense. */
    public Plan plan(Size3 patch, double sparsity) {
        Plan plan = fitted(Presets.named(preset), patch);
        return plan.architecture().equals(Plan.E2ENET) ? plan.withSparsity(sparsity) : plan;
    }

    /**
     * Below 64 the last level would be a single voxel: one level less, as the paper's own table must have had.
     *
     * @throws org.e2enet.faults.FaultException SPA-202 where not even two levels are left, NET-1xx where the strides do not
     *     divide the edge
     */
    public static Plan fitted(Plan plan, int edge) {
        return fitted(plan, cube(edge));
    }

    /** As {@link #fitted(Plan, int)}: the shortest edge decides. */
    public static Plan fitted(Plan plan, Size3 patch) {
        int edge = Math.min(patch.depth(), Math.min(patch.height(), patch.width()));
        requireLevels(edge);
        int levels = Math.min(plan.levels(), 32 - Integer.numberOfLeadingZeros(edge) - 1);
        return plan.withPatch(null)
                .withLevels(plan.channels().subList(0, levels), plan.strides().subList(0, levels - 1))
                .withPatch(patch);
    }

    private static Size3 cube(int edge) {
        requireLevels(edge);
        return Size3.cube(edge);
    }

    private static void requireLevels(int edge) {
        if (edge < SMALLEST_EDGE) {
            throw new Fault(
                            "SPA-202",
                            "a patch of edge " + edge + " leaves no level below the first",
                            "--patch",
                            "Use an edge of " + SMALLEST_EDGE + " or more that the strides divide, such as 32.")
                    .exception();
        }
    }

    /**
     * @throws org.e2enet.faults.FaultException SPA-201 when there is no peer of that name
     */
    public static Peer of(String label) {
        List<String> labels = Arrays.stream(values()).map(Peer::label).toList();
        return Arrays.stream(values())
                .filter(peer -> peer.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new Fault(
                                "SPA-201", "unknown peer '" + label + "'", "--peers", "Use one of " + labels + ".")
                        .exception());
    }
}
