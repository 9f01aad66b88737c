package org.e2enet.edge.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Mirroring;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestJsonTest {
    @Test
    void shouldReadWhatThisVersionWrites() {
        PredictionRequested request = new PredictionRequested("scan", "alias");
        assertEquals(request, RequestJson.read(EventJson.write(request), PredictionRequested.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name': 'a', 'channelNames': ['T1'], 'targetSpacing': [1, 1, 1]} | 'targetSpacing'",
                "{'name': 'a', 'channelNames': ['T1'], 'name': 'b'} | JSON",
                "{'name': 'a', 'channelNames': [}  | line 1",
                "{'name': 'a', 'channelNames': ['T1']} {} | JSON",
                "{'name': 'a', 'channelNames': 7} | channelNames",
                "{'name': 'a', 'channelNames': ['T1'], 'targetSpacingMm': [1, 1]} | targetSpacingMm must have 3 values",
                "[] | no JSON object",
            })
    void shouldNameWhatIsWrong(String body, String named) {
        byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        Fault fault = assertThrows(FaultException.class, () -> RequestJson.read(json, DatasetDefinition.class))
                .fault();

        assertEquals("EDG-106", fault.code());
        assertTrue(fault.what().contains(named), fault::what);
    }

    @Test
    void shouldShowNothingThatCouldDisturbALogOrPage() {
        byte[] json = ("{\"" + "<script>\\n".repeat(20) + "\": 1}").getBytes(StandardCharsets.UTF_8);

        Fault fault = assertThrows(FaultException.class, () -> RequestJson.read(json, PredictionRequested.class))
                .fault();

        assertTrue(fault.what().length() < 200
                && !fault.what().contains("<")
                && !fault.what().contains("\n"));
    }

    /** @param mirroring as requests have it */
    private record Asked(Mirroring mirroring) {}

    @Test
    void shouldNotNameOurClassesForAWordThatIsNone() {
        var refused = assertThrows(
                FaultException.class,
                () -> RequestJson.read("{\"mirroring\": \"true\"}".getBytes(StandardCharsets.UTF_8), Asked.class));

        assertEquals(
                "field 'mirroring' is missing or of another form",
                refused.fault().what());
    }
}
