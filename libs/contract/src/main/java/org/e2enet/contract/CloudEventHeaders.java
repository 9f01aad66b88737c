package org.e2enet.contract;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * CloudEvents attributes in Kafka's binary content mode: one record header per attribute.
 * See the CloudEvents Kafka protocol binding, version 1.0.2.
 */
public final class CloudEventHeaders {
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String SOURCE = "ce_source";
    public static final String TYPE = "ce_type";
    public static final String SUBJECT = "ce_subject";
    public static final String CONTENT_TYPE = "content-type";
    public static final String JSON = "application/json";

    private CloudEventHeaders() {}

    /**
     * Headers of an event. The id follows from type and payload, so that a message sent twice can be known as one.
     *
     * @param source who sends it, for example {@code /e2enet/ingest}
     * @param payload the event's JSON
     */
    public static Map<String, String> of(Event event, String source, byte[] payload) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(SPEC_VERSION, "1.0");
        headers.put(ID, id(event.topic().type(), payload));
        headers.put(SOURCE, Check.text(source, "source"));
        headers.put(TYPE, event.topic().type());
        headers.put(SUBJECT, event.key());
        headers.put(CONTENT_TYPE, JSON);
        return headers;
    }

    private static String id(String type, byte[] payload) {
        byte[] prefix = type.getBytes(StandardCharsets.UTF_8);
        byte[] named = new byte[prefix.length + payload.length];
        System.arraycopy(prefix, 0, named, 0, prefix.length);
        System.arraycopy(payload, 0, named, prefix.length, payload.length);
        return UUID.nameUUIDFromBytes(named).toString();
    }
}
