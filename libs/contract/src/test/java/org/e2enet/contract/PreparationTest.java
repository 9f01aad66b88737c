package org.e2enet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.IntensityStats;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private static final Spacing SPACING = new Spacing(3, 1.5, 1.5);
    private static final List<ChannelNormalization> CT =
            List.of(ChannelNormalization.ct(new IntensityStats(80, 40, -100, 250)));

    @Test
    void shouldTellItsHashAndComeBackFromJson() throws IOException {
        Preparation preparation = Preparation.coarsestFirst(new Spacing(1.5, 3, 1.5), CT);

        JsonNode json = EventJson.mapper().readTree(EventJson.write(preparation));

        assertEquals(preparation.sha256(), json.path("sha256").asText());
        assertEquals("ct", json.path("channels").get(0).path("scheme").asText());
        assertEquals("nonzero", json.path("crop").asText());
        assertEquals(List.of(1, 0, 2), preparation.axisOrder());
        assertEquals(new Spacing(1.5, 3, 1.5), preparation.canonicalSpacingMm());
        assertEquals(preparation, EventJson.read(EventJson.write(preparation), Preparation.class));
    }

    @Test
    void shouldHaveAnotherHashForEverythingThatChangesTheResult() {
        Preparation preparation = Preparation.canonical(SPACING, CT);
        List<Preparation> others = List.of(
                preparation.withSpacing(null),
                preparation.withSpacing(new Spacing(3, 1.5, 1.6)),
                new Preparation(SPACING, List.of(1, 0, 2), Preparation.Crop.NONZERO, CT),
                Preparation.canonical(SPACING, List.of(ChannelNormalization.Z_SCORE)),
                Preparation.canonical(SPACING, List.of(ChannelNormalization.named("zscore-nonzero", null))),
                Preparation.canonical(
                        SPACING, List.of(ChannelNormalization.ct(new IntensityStats(80, 41, -100, 250)))));

        others.forEach(other -> assertNotEquals(preparation.sha256(), other.sha256()));
        assertEquals(
                preparation.sha256(),
                Preparation.canonical(new Spacing(3, 1.5, 1.5), CT).sha256());
    }

    @Test
    void shouldBeMetAtAnySpacingWhereItsOwnIsOpenAndWithinAHeadersRoundingElse() {
        Preparation wanted = Preparation.canonical(SPACING, CT);

        assertTrue(wanted.isMetBy(wanted.withSpacing(new Spacing(3.000001, 1.5, 1.5))));
        assertFalse(wanted.isMetBy(wanted.withSpacing(new Spacing(3.01, 1.5, 1.5))));
        assertFalse(wanted.isMetBy(Preparation.canonical(SPACING, List.of(ChannelNormalization.Z_SCORE))));
        assertFalse(wanted.isMetBy(null));
        assertTrue(wanted.withSpacing(null).isMetBy(wanted));
    }

    /** A checkpoint that an older service wrote: from the definition, or from the plan where somebody gave a spacing. */
    @Test
    void shouldFollowFromDefinitionAndPlanOfAnOlderCheckpoint() {
        DatasetDefinition open = new DatasetDefinition("d", List.of("T1"), Map.of());

        assertEquals(
                Samples.DATASET.preparation(),
                older(Samples.DATASET, Samples.PLAN).preparation());
        assertEquals(
                SPACING,
                older(
                                open,
                                Samples.PLAN.withPreparation(Preparation.canonical(
                                        SPACING, open.preparation().channels())))
                        .preparation()
                        .spacingMm());
        assertEquals(open.preparation(), older(open, Samples.PLAN).preparation());
    }

    private static CheckpointPublished older(DatasetDefinition definition, Plan plan) {
        ObjectNode json = EventJson.mapper()
                .valueToTree(new CheckpointPublished(
                        "m",
                        "r",
                        0,
                        1,
                        CheckpointPublished.Kind.FINAL,
                        Samples.REF,
                        definition,
                        plan,
                        Samples.RECIPE,
                        new ModelCosts(2, 1, 1, 1),
                        Map.of(),
                        null));
        json.remove("preparation");
        return EventJson.read(EventJson.write(json), CheckpointPublished.class);
    }
}
