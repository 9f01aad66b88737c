package org.e2enet.train.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.DeserializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.TrainingRequested;
import org.junit.jupiter.api.Test;

class DocumentedRequestTest {
    private static final String FENCE = "```";

    @Test
    void shouldTakeTheRequestThatTheManualShows() throws IOException {
        String manual = Files.readString(Path.of("../docs/training.md"));
        String example = manual.split(FENCE + "json\n")[1].split(FENCE)[0];

        TrainingRequested request = EventJson.mapper()
                .copy()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(example, TrainingRequested.class);

        assertEquals("brain-1/0", request.key());
        assertEquals(1000, request.recipe().iterations());
    }
}
