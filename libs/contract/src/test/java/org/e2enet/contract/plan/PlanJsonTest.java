package org.e2enet.contract.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.IntensityStats;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;

class PlanJsonTest {
    @Test
    void shouldSayItsPreparationWithStatisticsAndAxisOrderAndInShortForOlderReaders() {
        Plan plan = read("").withPreparation(new Preparation(
                new Spacing(5, 1, 2),
                List.of(2, 0, 1),
                Preparation.Crop.NONZERO,
                List.of(ChannelNormalization.ct(new IntensityStats(1, 2, 0, 3)), ChannelNormalization.NONE)));
        byte[] json = EventJson.write(plan);
        String text = new String(json, StandardCharsets.UTF_8);

        assertEquals(plan, EventJson.read(json, Plan.class));
        assertTrue(text.contains("\"spacingMm\":[5.0,1.0,2.0]"), text);
        assertTrue(text.contains("\"normalization\":[\"ct\",\"none\"]"), text);
    }

    /** As people write plans, and as they were written before they had a preparation. */
    @Test
    void shouldReadSpacingAndNormalisationInShort() {
        assertEquals(
                Preparation.canonical(
                        new Spacing(3, 1.5, 1),
                        List.of(
                                ChannelNormalization.named("zscore-nonzero", null),
                                ChannelNormalization.named("ct", null))),
                preparation(", \"spacingMm\": [3, 1.5, 1], \"normalization\": [\"zscore-nonzero\", \"ct\"]"));
    }

    @Test
    void shouldTakeWhatIsLeftOutForUntold() {
        assertNull(preparation(""));
        assertNull(preparation(", \"spacingMm\": [1.0, 1.0, 1.0], \"normalization\": []"), "as it was written then");
        assertEquals(
                List.of(ChannelNormalization.Z_SCORE, ChannelNormalization.Z_SCORE),
                preparation(", \"spacingMm\": [2, 2, 2]").channels());
        assertNull(preparation(", \"normalization\": [\"none\", \"none\"]").spacingMm());
    }

    @Test
    void shouldTakeThePreparationBeforeWhatIsSaidInShort() {
        Preparation own = preparation(
                ", \"spacingMm\": [3, 3, 3], \"normalization\": [\"ct\", \"ct\"], \"preparation\": {\"channels\": ["
                        + "{\"scheme\": \"none\", \"insideNonzero\": false}, {\"scheme\": \"none\", \"insideNonzero\": false}]}");

        assertEquals(Preparation.canonical(null, List.of(ChannelNormalization.NONE, ChannelNormalization.NONE)), own);
    }

    @Test
    void shouldNormaliseOtherChannelsByZScore() {
        Plan plan = read(", \"spacingMm\": [3, 3, 3], \"normalization\": [\"none\", \"none\"]");

        assertEquals(plan.preparation(), plan.withEnds(2, 7).preparation());
        assertEquals(
                plan.preparation().withChannels(List.of(ChannelNormalization.Z_SCORE)),
                plan.withEnds(1, 7).preparation());
        assertEquals(7, plan.withEnds(2, 7).classes());
    }

    /** Through a wither as through a constructor: a plan that cannot be is refused, what is left out has its default. */
    @Test
    void shouldCheckWhatAWitherChanges() {
        Plan plan = read("").withKernelOverrides(Map.of("loc0.", Size3.cube(5)));

        assertEquals(Size3.cube(5), plan.kernelOf("loc0.0.weight"));
        assertEquals(new Size3(1, 3, 3), plan.withKernel(null).kernel());
        assertEquals("NET-101", code(() -> plan.withSparsity(1)));
        assertEquals("NET-101", code(() -> plan.withPatch(Size3.cube(31))));
    }

    private static String code(Runnable refused) {
        return assertThrows(FaultException.class, refused::run).fault().code();
    }

    private static Preparation preparation(String more) {
        return read(more).preparation();
    }

    private static Plan read(String more) {
        String json = "{\"architecture\": \"e2enet\", \"inputChannels\": 2, \"classes\": 3, \"channels\": [4, 8],"
                + " \"strides\": [[2, 2, 2]]" + more + "}";
        return EventJson.read(json.getBytes(StandardCharsets.UTF_8), Plan.class);
    }
}
