package org.e2enet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What was sent on the day a topic began is read for ever: topics are kept, compacted ones without end, and stores hold events as
 * documents. The files are that day's, of 23 and 29 November 2026, and are never changed; a new topic adds its own.
 */
class FirstFormsTest {
    @ParameterizedTest
    @EnumSource
    void shouldReadTheFirstFormOfEveryTopic(Topic topic) throws IOException {
        JsonNode first = read(topic.shortName() + ".json");

        Event event = EventJson.read(EventJson.write(first), topic.payload());

        assertEquals(topic, event.topic());
        assertKept(first, EventJson.mapper().readTree(EventJson.write(event)), topic.shortName());
    }

    /** Headers are a letter's form: its payload is the failed record's own, whatever that was. */
    @Test
    void shouldKeepTheHeadersOfDeadLetters() throws IOException {
        Map<String, String> headers = new TreeMap<>(
                new DeadLetter("ingest.normalize", "STO-201", "e2enet.scans.received", 3, 1234567890123L).headers());
        headers.put(DeadLetter.REASON, "[STO-201] the disk is full");
        headers.put(DeadLetter.CUT_FROM_BYTES, "5000000");

        assertEquals(read("dead-letter.headers.json"), EventJson.mapper().valueToTree(headers));
    }

    /** Nothing of the first form is lost on the way; what came later may be there, with its default. */
    private static void assertKept(JsonNode first, JsonNode today, String where) {
        if (first.isObject()) {
            first.properties()
                    .forEach(field ->
                            assertKept(field.getValue(), today.path(field.getKey()), where + "." + field.getKey()));
        } else if (first.isArray()) {
            assertEquals(first.size(), today.size(), where);
            for (int item = 0; item < first.size(); item++) {
                assertKept(first.get(item), today.get(item), where + "[" + item + "]");
            }
        } else {
            assertEquals(first, today, where);
        }
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream in = FirstFormsTest.class.getResourceAsStream("/events-first/" + name)) {
            assertNotNull(in, "a topic's first form must be kept: events-first/" + name);
            return EventJson.mapper().readTree(in);
        }
    }
}
