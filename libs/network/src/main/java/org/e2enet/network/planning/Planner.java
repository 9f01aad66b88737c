package org.e2enet.network.planning;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.network.architecture.Architectures;

/**
 * Makes a plan from a data set by the rules of nnU-Net v2's default planner. What differs: the memory is estimated in bytes
 * ({@link MemoryEstimate}) instead of by reference values of a GPU, and E2ENet keeps its kernel 1×3×3 on every level.
 */
public final class Planner {
    /** nnU-Net's; larger batches want more memory than they give. */
    private static final int MIN_BATCH = 2;

    private static final double MAX_SHARE_OF_VOXELS_PER_BATCH = 0.05;
    private static final double FIRST_PATCH_VOXELS = Math.pow(256, 3);
    /** Most that a plan takes per axis. */
    private static final int MAX_EXTENT = 1024;

    private static final int CHANNEL_CAP = 320;
    private static final Map<String, Integer> BASE_CHANNELS =
            Map.of(Plan.E2ENET, 48, "nnunet", 32, "nnunet-v1", 32, "unetpp", 32, "vnet", 16);
    private static final Map<String, Size3> KERNELS = Map.of(Plan.E2ENET, new Size3(1, 3, 3), "vnet", Size3.cube(5));

    private final DatasetShape data;
    private final PlanWishes wishes;
    private final int inputChannels;
    private final int classes;
    private final Preparation preparation;

    /** @param preparation of the scans; their spacing is the data set's */
    public Planner(DatasetShape data, PlanWishes wishes, int classes, Preparation preparation) {
        this.data = data;
        this.wishes = wishes;
        this.inputChannels = preparation.channels().size();
        this.classes = classes;
        this.preparation = preparation;
    }

    /**
     * The largest patch that fits, then the largest batch.
     *
     * @throws org.e2enet.faults.FaultException NET-106 when the scans are too small for two levels, NET-107 when nothing fits,
     *     NET-101 and NET-102 when a wish cannot be
     */
    public Planned plan() {
        int batch = Objects.requireNonNullElse(wishes.batch(), MIN_BATCH);
        if (wishes.patch() != null) {
            return fitting(planned(Pooling.of(data.spacingMm(), wishes.patch()), wishes.patch(), batch));
        }
        Size3 first = firstPatch();
        Pooling pooling = Pooling.of(data.spacingMm(), first);
        Size3 patch = pooling.padded(first);
        Planned planned = planned(pooling, patch, batch);
        if (fits(planned)) {
            return wishes.batch() == null ? filled(planned) : planned;
        }
        while (!fits(planned)) {
            patch = shrunk(patch, pooling.divisor());
            pooling = Pooling.of(data.spacingMm(), patch);
            patch = pooling.padded(patch);
            if (pooling.strides().isEmpty()) {
                throw tooLittle(planned);
            }
            planned = planned(pooling, patch, batch);
        }
        return planned;
    }

    /** A cube in millimetres of 256³ voxels, clipped to the median scan. */
    private Size3 firstPatch() {
        List<Double> mm = data.spacingMm();
        double edgeMm = Math.cbrt(FIRST_PATCH_VOXELS * mm.get(0) * mm.get(1) * mm.get(2));
        List<Integer> median = data.medianExtent().toList();
        return Size3.of(IntStream.range(0, 3)
                .map(axis -> Math.min((int) Math.rint(edgeMm / mm.get(axis)), median.get(axis)))
                .map(extent -> Math.clamp(extent, 1, MAX_EXTENT))
                .boxed()
                .toList());
    }

    /**
     * The patch, one step shorter along the axis that is longest against the median scan. The step is that of the shorter
     * patch, which may have a level fewer there: 256 goes to 224, not to 192.
     */
    private Size3 shrunk(Size3 patch, Size3 divisor) {
        List<Integer> extents = patch.toList();
        List<Integer> median = data.medianExtent().toList();
        int longest = 0;
        for (int axis = 1; axis < 3; axis++) {
            if ((double) extents.get(axis) / median.get(axis) >= (double) extents.get(longest) / median.get(longest)) {
                longest = axis;
            }
        }
        int least = Math.max(1, extents.get(longest) - divisor.toList().get(longest));
        Size3 finer = Pooling.of(data.spacingMm(), with(patch, longest, least)).divisor();
        return with(
                patch,
                longest,
                Math.max(1, extents.get(longest) - finer.toList().get(longest)));
    }

    private static Size3 with(Size3 size, int axis, int extent) {
        return Size3.of(IntStream.range(0, 3)
                .mapToObj(i -> i == axis ? extent : size.toList().get(i))
                .toList());
    }

    /** With as many patches as fit, but not more than a twentieth of the data set's voxels. */
    private Planned filled(Planned least) {
        long share = Math.round(MAX_SHARE_OF_VOXELS_PER_BATCH
                * data.voxels()
                / least.plan().patch().volume());
        Planned largest = least;
        for (int batch = least.batch() + 1; batch <= share; batch++) {
            Planned larger = withBatch(least.plan(), batch);
            if (!fits(larger)) {
                return largest;
            }
            largest = larger;
        }
        return largest;
    }

    private Planned planned(Pooling pooling, Size3 patch, int batch) {
        if (pooling.strides().isEmpty()) {
            throw PlanningFaults.tooSmall(patch);
        }
        int base = Objects.requireNonNullElse(
                wishes.baseChannels(), BASE_CHANNELS.getOrDefault(wishes.architecture(), 32));
        List<Integer> channels = IntStream.rangeClosed(0, pooling.strides().size())
                .mapToObj(level -> Math.min(base << level, Math.max(base, CHANNEL_CAP)))
                .toList();
        Size3 kernel = KERNELS.getOrDefault(wishes.architecture(), Size3.cube(3));
        Plan plan = PlanBuilder.builder()
                .architecture(wishes.architecture())
                .inputChannels(inputChannels)
                .classes(classes)
                .channels(channels)
                .strides(pooling.strides())
                .kernel(kernel)
                .sparsity(wishes.sparsity())
                .patch(patch)
                .preparation(preparation.withSpacing(Spacing.of(data.spacingMm())))
                .build();
        return withBatch(kernel.equals(Size3.cube(3)) ? LevelKernels.apply(plan, pooling) : plan, batch);
    }

    private static Planned withBatch(Plan plan, int batch) {
        return new Planned(plan, batch, MemoryEstimate.bytes(Architectures.graph(plan), plan.patch(), batch));
    }

    private Planned fitting(Planned planned) {
        if (!fits(planned)) {
            throw tooLittle(planned);
        }
        return planned;
    }

    private RuntimeException tooLittle(Planned planned) {
        return PlanningFaults.tooLittleMemory(
                planned.plan().patch(), planned.batch(), planned.memoryBytes(), wishes.memoryLimitBytes());
    }

    private boolean fits(Planned planned) {
        return planned.memoryBytes() <= wishes.memoryLimitBytes();
    }
}
