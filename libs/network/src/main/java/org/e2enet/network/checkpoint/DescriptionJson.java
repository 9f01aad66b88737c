package org.e2enet.network.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** A description as JSON text. Fields that are not known are skipped, so that later versions may add some. */
final class DescriptionJson {
    static final String KEY = "e2enet";

    private static final String FORMAT = "format";
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private DescriptionJson() {}

    static String write(Description description) {
        ObjectNode node = JSON.valueToTree(description);
        node.put(FORMAT, VERSION);
        return node.toString();
    }

    static Description read(Map<String, String> metadata) {
        String text = metadata.get(KEY);
        if (text == null) {
            throw fault("NET-502", "the file is no checkpoint of this software", null);
        }
        try {
            JsonNode node = JSON.readTree(text);
            int version = node.path(FORMAT).asInt();
            if (version != VERSION) {
                throw fault("NET-502", "checkpoint format " + VERSION + " is wanted, got " + version, null);
            }
            return JSON.treeToValue(node, Description.class);
        } catch (JsonProcessingException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof FaultException refused) {
                    throw refused;
                }
            }
            throw fault("NET-502", "the description is not readable", e);
        }
    }

    private static FaultException fault(String code, String what, Throwable cause) {
        return new Fault(code, what, "metadata." + KEY, "Use a checkpoint that this version wrote.").exception(cause);
    }
}
