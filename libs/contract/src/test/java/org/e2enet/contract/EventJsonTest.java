package org.e2enet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    static List<Event> events() {
        return Samples.all();
    }

    @Test
    void shouldHaveASampleOfEveryTopic() {
        assertEquals(
                EnumSet.allOf(Topic.class),
                EnumSet.copyOf(events().stream().map(Event::topic).collect(Collectors.toSet())));
    }

    /** The files are the contract with stored documents and older readers: fields may be added, none changed or taken. */
    @ParameterizedTest
    @MethodSource("events")
    void shouldKeepTheAgreedJsonForm(Event event) throws IOException {
        JsonNode written = EventJson.mapper().readTree(EventJson.write(event));

        assertHolds(golden(event), written, event.topic().shortName());
        assertEquals(
                event,
                EventJson.mapper().treeToValue(golden(event), event.topic().payload()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldComeBackEqual(Event event) {
        byte[] json = EventJson.write(event);
        Event back = EventJson.read(json, event.topic().payload());

        assertEquals(event, back);
        assertEquals(
                new String(json, StandardCharsets.UTF_8), new String(EventJson.write(back), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldPassOverFieldsOfNewerWriters(Event event) throws IOException {
        ObjectNode json = (ObjectNode) EventJson.mapper().readTree(EventJson.write(event));
        json.put("fieldOfTheFuture", 1);

        assertEquals(
                event,
                EventJson.read(
                        EventJson.mapper().writeValueAsBytes(json),
                        event.topic().payload()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldPrintIdsOnly(Event event) {
        String text = event.toString();

        assertTrue(text.length() < 120, text);
        assertFalse(text.contains("store:"), text);
        assertFalse(text.contains(Samples.FAULT.what()), text);
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldTravelWithCloudEventsHeaders(Event event) {
        Map<String, String> headers = CloudEventHeaders.of(event, "/e2enet/test", EventJson.write(event));

        assertEquals("1.0", headers.get("ce_specversion"));
        assertEquals("org.e2enet." + event.topic().shortName() + ".v1", headers.get("ce_type"));
        assertEquals("/e2enet/test", headers.get("ce_source"));
        assertEquals(event.key(), headers.get("ce_subject"));
        assertEquals("application/json", headers.get("content-type"));
        assertEquals(
                headers.get("ce_id"),
                CloudEventHeaders.of(event, "/e2enet/test", EventJson.write(event))
                        .get("ce_id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "garbage Smith^John", "{\"alias\":\"a\"}", "{\"alias\":\"\",\"modelId\":\"m\"}"
            })
    void shouldRefuseWhatIsNoRecordWithoutQuotingIt(String json) {
        FaultException failure = assertThrows(
                FaultException.class, () -> EventJson.read(json.getBytes(StandardCharsets.UTF_8), ModelPromoted.class));
        Fault fault = failure.fault();

        assertEquals("EVT-101", fault.code());
        assertFalse(fault.message().contains("Smith"), fault.message());
        assertNull(failure.getCause());
    }

    private static JsonNode golden(Event event) throws IOException {
        String name = "/events/" + event.topic().shortName() + ".json";
        try (InputStream in = EventJsonTest.class.getResourceAsStream(name)) {
            assertTrue(in != null, name + " is missing");
            return EventJson.mapper().readTree(in);
        }
    }

    private static void assertHolds(JsonNode agreed, JsonNode written, String where) {
        if (agreed.isObject()) {
            agreed.properties().forEach(field -> {
                assertTrue(written.has(field.getKey()), () -> where + "." + field.getKey() + " is gone");
                assertHolds(field.getValue(), written.get(field.getKey()), where + "." + field.getKey());
            });
            return;
        }
        assertEquals(agreed, written, where);
    }
}
