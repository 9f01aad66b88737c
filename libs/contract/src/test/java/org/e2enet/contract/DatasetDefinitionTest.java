package org.e2enet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.IntensityStats;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetDefinitionTest {
    private static final IntensityStats LIVER = new IntensityStats(80.5, 40.25, -100, 250);
    private static final IntensityStats BONE = new IntensityStats(400, 120, 150, 1200);

    /** As 0.1 stored it, before a definition held a preparation. */
    @Test
    void shouldReadADefinitionOfBefore() throws IOException {
        DatasetDefinition definition = EventJson.mapper().treeToValue(stored(), DatasetDefinition.class);

        assertEquals(
                new DatasetDefinition(
                        "belly",
                        List.of("CT", "bone", "T1", "T2", "mask"),
                        Map.of(0, "background", 7, "liver"),
                        new Preparation(
                                new Spacing(5, 1.5, 0.75),
                                List.of(1, 0, 2),
                                Preparation.Crop.NONZERO,
                                List.of(
                                        ChannelNormalization.ct(LIVER),
                                        ChannelNormalization.named("ct-per-scan", BONE),
                                        ChannelNormalization.Z_SCORE,
                                        ChannelNormalization.named("zscore-nonzero", null),
                                        ChannelNormalization.NONE)),
                        Map.of(7, LabelCode.TISSUE)),
                definition);
    }

    /** For readers of before, and for people. */
    @Test
    void shouldWriteTheShortFormBesideTheFull() throws IOException {
        ObjectNode before = stored();
        JsonNode written =
                EventJson.mapper().valueToTree(EventJson.mapper().treeToValue(before, DatasetDefinition.class));

        before.properties().forEach(field -> assertEquals(field.getValue(), written.get(field.getKey())));
        assertEquals(
                written.path("preparation").path("sha256").asText(),
                EventJson.mapper()
                        .treeToValue(written, DatasetDefinition.class)
                        .preparation()
                        .sha256());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "targetSpacingMm | [1.0, 5.0, 0.75]",
                "normalization   | ['ct', 'ct-per-scan', 'none', 'zscore-nonzero', 'none']",
                "ctStatistics    | {'0': {'mean': 0, 'standardDeviation': 1, 'percentile005': 0, 'percentile995': 1}}"
            })
    void shouldRefuseAShortFormThatContradictsTheFull(String field, String value) throws IOException {
        ObjectNode json =
                EventJson.mapper().valueToTree(EventJson.mapper().treeToValue(stored(), DatasetDefinition.class));
        json.set(field, EventJson.mapper().readTree(value.replace('\'', '"')));

        String message = refused(json.toString());
        assertTrue(message.contains(field + " must say what preparation says"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "normalization   | ['magic']",
                "normalization   | ['none', 'none']",
                "ctStatistics    | ['ct']",
                "targetSpacingMm | ['none'], 'targetSpacingMm': [1, 1]",
                "targetSpacingMm | ['none'], 'targetSpacingMm': [1, 1, 0]"
            })
    void shouldNameTheFieldOfTheShortFormThatIsWrong(String field, String normalization) {
        String message = refused(
                ("{'name': 'd', 'channelNames': ['c'], 'normalization': " + normalization + "}").replace('\'', '"'));

        assertTrue(message.contains(field), message);
    }

    @Test
    void shouldZScoreAtEachScansSpacingWhereNobodySaysMore() throws JsonProcessingException {
        DatasetDefinition open = EventJson.mapper()
                .readValue("{\"name\": \"d\", \"channelNames\": [\"T1\", \"T2\"]}", DatasetDefinition.class);

        assertEquals(new DatasetDefinition("d", List.of("T1", "T2"), Map.of()), open);
        assertEquals(
                Preparation.canonical(null, List.of(ChannelNormalization.Z_SCORE, ChannelNormalization.Z_SCORE)),
                open.preparation());
        assertFalse(EventJson.mapper().valueToTree(open).has("targetSpacingMm"));
        assertEquals(
                List.of(2, 0, 1),
                open.zScoredAt(new Spacing(1, 1, 5)).preparation().axisOrder());
    }

    private static String refused(String json) {
        return assertThrows(
                        JsonMappingException.class, () -> EventJson.mapper().readValue(json, DatasetDefinition.class))
                .getMessage();
    }

    private static ObjectNode stored() throws IOException {
        try (InputStream in = DatasetDefinitionTest.class.getResourceAsStream("/datasets/belly-0.1.json")) {
            return (ObjectNode) EventJson.mapper().readTree(in);
        }
    }
}
