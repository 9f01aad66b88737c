package org.e2enet.edge.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2enet.contract.EventJson;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.faults.FaultException;

/**
 * Reads the bodies of calls strictly: unlike a record on a topic, whose writer may be newer, a call with a field that is not known has
 * a typo in it, and what was meant would silently be a default.
 */
public final class RequestJson {
    private static final int SHOWN = 60;
    private static final ObjectMapper STRICT = EventJson.mapper()
            .copy()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
            .configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true)
            .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);

    private RequestJson() {}

    /**
     * @throws FaultException {@code EDG-106} which names the field that is unknown, doubled or of another form; {@code NET-1xx} when a
     *     plan or recipe in it cannot be
     */
    public static <T> T read(byte[] body, Class<T> type) {
        return read(object(body), type);
    }

    /** The body as an object, for a call that adds to it before {@link #read(ObjectNode, Class)}. */
    public static ObjectNode object(byte[] body) {
        try {
            JsonNode json = STRICT.readTree(body);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw EdgeFaults.badJson("the body is no JSON object").exception();
        } catch (JsonProcessingException failure) {
            String place = failure.getLocation() == null
                    ? ""
                    : " (line " + failure.getLocation().getLineNr() + ", column "
                            + failure.getLocation().getColumnNr() + ")";
            throw EdgeFaults.badJson("the body is no JSON" + place).exception();
        } catch (IOException failure) {
            throw EdgeFaults.badJson("the body cannot be read").exception(failure);
        }
    }

    /** As {@link #read(byte[], Class)}. */
    public static <T> T read(ObjectNode body, Class<T> type) {
        try {
            return STRICT.treeToValue(body, type);
        } catch (JsonProcessingException failure) {
            throw known(failure)
                    .orElseGet(() -> EdgeFaults.badJson(reason(failure)).exception());
        }
    }

    /** What a plan's or recipe's own checks found, with its own code. */
    private static Optional<FaultException> known(Throwable failure) {
        return causes(failure)
                .filter(FaultException.class::isInstance)
                .map(FaultException.class::cast)
                .findFirst();
    }

    private static String reason(JsonProcessingException failure) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds() == null
                    ? ""
                    : "; known are "
                            + new TreeSet<>(unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .toList());
            return "unknown field '" + path(unknown) + "'" + known;
        }
        return causes(failure)
                .filter(IllegalArgumentException.class::isInstance)
                .map(Throwable::getMessage)
                // What Java itself says of a word that is none of an enum names our class.
                .filter(message -> message != null && !message.startsWith("No enum constant"))
                .findFirst()
                .orElseGet(() -> failure instanceof JsonMappingException mapping
                                && !path(mapping).isEmpty()
                        ? "field '" + path(mapping) + "' is missing or of another form"
                        : "a field is missing or of another form");
    }

    /** Where in the body, for example {@code plan.patch[1]}. */
    private static String path(JsonMappingException failure) {
        String path = failure.getPath().stream()
                .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                .collect(Collectors.joining());
        String shown = path.startsWith(".") ? path.substring(1) : path;
        return shown.substring(0, Math.min(shown.length(), SHOWN)).replaceAll("[^A-Za-z0-9._\\[\\]-]", "?");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
