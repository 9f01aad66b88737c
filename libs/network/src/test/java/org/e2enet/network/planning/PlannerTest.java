package org.e2enet.network.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static final Preparation ONE_CHANNEL = Preparation.canonical(null, List.of(ChannelNormalization.Z_SCORE));
    private static final Preparation TWO_CHANNELS =
            Preparation.canonical(null, List.of(ChannelNormalization.Z_SCORE, ChannelNormalization.named("ct", null)));

    private static final long GIB = 1L << 30;
    private static final DatasetShape CT = shape(s(150, 512, 512), 3, 0.8, 0.8, 100);
    private static final DatasetShape BRAIN = shape(s(138, 170, 138), 1, 1, 1, 400);

    @Test
    void shouldTakeTheWholeScanWhereItFits() {
        Planned planned = plan(BRAIN, wishes(Plan.E2ENET, null, null, 200 * GIB));

        // 138 and 170 padded to multiples of 32; at 4 voxels ends 160 -> 5, 192 -> 6
        assertEquals(s(160, 192, 160), planned.plan().patch());
        assertEquals(List.of(48, 96, 192, 320, 320, 320), planned.plan().channels());
        assertEquals(s(1, 3, 3), planned.plan().kernel());
        assertEquals(0.8, planned.plan().sparsity());
        assertTrue(planned.batch() > 2 && planned.memoryBytes() <= 200 * GIB, planned::toString);
    }

    @Test
    void shouldStartFromACubeInMillimetres() {
        Planned planned = plan(CT, wishes("nnunet", 8, null, 10_000 * GIB));

        // Edge (256³ · 3 · 0.8 · 0.8)^(1/3) = 318.2 mm: 106 slices, 398 pixels; padded to 8·2 and 64·2
        assertEquals(s(112, 448, 448), planned.plan().patch());
        assertEquals(s(1, 2, 2), planned.plan().strides().getFirst());
    }

    @Test
    void shouldClipLongThinScansToWhatAPlanTakes() {
        Planned planned = plan(shape(s(20, 2000, 2000), 10, 0.1, 0.1, 9), wishes(Plan.E2ENET, 4, null, 10_000 * GIB));

        // Edge (256³ · 10 · 0.1 · 0.1)^(1/3) = 118.8 mm: 12 slices, 1188 pixels
        assertEquals(s(12, 1024, 1024), planned.plan().patch());
    }

    @Test
    void shouldShrinkThePatchTowardsTheScansAspectUntilItFits() {
        Size3 before = s(1000, 1000, 1000);
        for (long limit : new long[] {64, 16, 8, 4}) {
            Planned planned = plan(CT, wishes("nnunet", null, null, limit * GIB));
            Size3 patch = planned.plan().patch();

            assertTrue(planned.memoryBytes() <= limit * GIB && patch.volume() < before.volume(), planned::toString);
            assertTrue(patch.isDivisibleBy(planned.plan().divisor()), planned::toString);
            assertEquals(2, planned.batch());
            double aspect = (double) patch.width() / patch.depth();
            assertTrue(aspect > 2 && aspect < 6, () -> "512 / 150 = 3.4, got " + patch);
            before = patch;
        }
    }

    @Test
    void shouldBoundTheBatchByATwentiethOfTheVoxels() {
        DatasetShape few = shape(s(64, 64, 64), 1, 1, 1, 60);

        // 5 % of 60 scans of one patch each
        assertEquals(3, plan(few, wishes(Plan.E2ENET, 4, null, 100 * GIB)).batch());
        assertEquals(
                2,
                plan(shape(s(64, 64, 64), 1, 1, 1, 4), wishes(Plan.E2ENET, 4, null, 100 * GIB))
                        .batch());
        assertEquals(
                1,
                new Planner(few, new PlanWishes(Plan.E2ENET, 0.8, 4, null, 1, 100 * GIB), 4, ONE_CHANNEL)
                        .plan()
                        .batch());
    }

    @Test
    void shouldGiveAnisotropicLevelsFlatKernelsInEveryUNet() {
        for (String architecture : List.of("nnunet", "nnunet-v1", "unetpp")) {
            Plan plan = plan(CT, wishes(architecture, 8, s(48, 192, 192), 100 * GIB))
                    .plan();

            List<Size3> flat = Architectures.graph(plan).parameters().stream()
                    .filter(parameter ->
                            parameter.shape().size() == 5 && parameter.name().contains("conv"))
                    .map(parameter -> Size3.of(parameter.shape().subList(2, 5)))
                    .filter(s(1, 3, 3)::equals)
                    .toList();
            // Two blocks on the way down and two per node of the finest level.
            assertEquals(architecture.equals("unetpp") ? 2 + 2 * 5 : 4, flat.size(), architecture);
        }
        assertEquals(
                Map.of("encoder.stages.0.0.convs.", s(1, 3, 3), "decoder.stages.4.convs.", s(1, 3, 3)),
                plan(CT, wishes("nnunet", 8, s(48, 192, 192), 100 * GIB)).plan().kernelOverrides());
    }

    @ParameterizedTest
    @ValueSource(strings = {"e2enet", "nnunet", "nnunet-v1", "unetpp", "vnet"})
    void shouldPlanEveryArchitectureSparsely(String architecture) {
        Planned planned = new Planner(
                        BRAIN, new PlanWishes(architecture, 0.9, null, null, null, 8 * GIB), 4, TWO_CHANNELS)
                .plan();

        assertEquals(0.9, planned.plan().sparsity());
        assertEquals(2, planned.plan().inputChannels());
        assertTrue(planned.memoryBytes() <= 8 * GIB);
        assertEquals(architecture, planned.plan().architecture());
    }

    @Test
    void shouldNameWhatCannotBe() {
        fails("NET-107", BRAIN, wishes(Plan.E2ENET, null, null, GIB / 4));
        fails("NET-107", BRAIN, wishes(Plan.E2ENET, null, s(128, 128, 128), 2 * GIB));
        fails("NET-101", BRAIN, wishes(Plan.E2ENET, null, s(100, 128, 128), 100 * GIB));
        fails("NET-106", shape(s(6, 6, 6), 1, 1, 1, 10), wishes(Plan.E2ENET, null, null, 8 * GIB));
        fails("NET-102", BRAIN, wishes("transformer", null, null, 8 * GIB));
    }

    /** Most that the process held while two steps were made, MiB: what {@code bench training} said on two cores. */
    @Test
    void shouldEstimateTheMemoryThatTrainingWasSeenToTake() {
        assertWithin(453, "e2enet", 32, List.of(8, 16, 32));
        assertWithin(748, "e2enet", 32, List.of(48, 96, 192, 320));
        assertWithin(1452, "e2enet", 64, List.of(16, 32, 64, 64));
        assertWithin(1070, "nnunet", 64, List.of(16, 32, 64, 64));
        assertWithin(3525, "e2enet", 96, List.of(16, 32, 64, 96));
    }

    private static void assertWithin(long seenMiB, String architecture, int edge, List<Integer> channels) {
        List<Size3> strides = List.of(s(2, 2, 2), s(2, 2, 2), s(2, 2, 2)).subList(0, channels.size() - 1);
        Plan plan = PlanBuilder.builder()
                .architecture(architecture)
                .inputChannels(1)
                .classes(4)
                .channels(channels)
                .strides(strides)
                .sparsity(0.8)
                .patch(Size3.cube(edge))
                .build();
        long estimateMiB = MemoryEstimate.bytes(Architectures.graph(plan), plan.patch(), 1) >> 20;
        assertTrue(
                estimateMiB > 0.95 * seenMiB && estimateMiB < 1.2 * seenMiB,
                () -> plan.architecture() + " at " + edge + ": " + estimateMiB + " for " + seenMiB);
    }

    private static void fails(String code, DatasetShape data, PlanWishes wishes) {
        assertEquals(
                code,
                assertThrows(FaultException.class, () -> plan(data, wishes))
                        .fault()
                        .code());
    }

    private static Planned plan(DatasetShape data, PlanWishes wishes) {
        return new Planner(data, wishes, 4, ONE_CHANNEL).plan();
    }

    private static PlanWishes wishes(String architecture, Integer base, Size3 patch, long limit) {
        return new PlanWishes(architecture, 0.8, base, patch, null, limit);
    }

    private static DatasetShape shape(Size3 median, double d, double h, double w, int scans) {
        return new DatasetShape(median, List.of(d, h, w), (double) median.volume() * scans);
    }

    private static Size3 s(int depth, int height, int width) {
        return new Size3(depth, height, width);
    }
}
