package org.e2enet.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/**
 * The one JSON form of events and documents: absent instead of null, map keys sorted, times as ISO-8601 text. Fields a
 * reader does not know are passed over, so that a newer writer does not stop it. Thread safe.
 */
public final class EventJson {
    private static final ObjectMapper MAPPER = configure(new JsonMapper());

    private EventJson() {}

    /** A mapper with this form's settings; shared, not to be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Gives a mapper (say, a framework's) this form's settings. */
    public static ObjectMapper configure(ObjectMapper mapper) {
        return mapper.registerModule(new JavaTimeModule())
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                .configure(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, false)
                .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true);
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(
                    "no JSON form for " + value.getClass().getName(), failure);
        }
    }

    /**
     * Reads a record.
     *
     * @throws FaultException {@code NET-1xx} when a plan or recipe in it cannot be; {@code EVT-101} when the bytes are not JSON of
     *     that record or another field fails its check. That message names the type only: the content may hold what must not be
     *     logged.
     */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw unreadable(type).exception();
            }
            return value;
        } catch (IOException failure) {
            // Not passed on as cause: Jackson's messages quote the content.
            throw planFault(failure).orElseGet(() -> unreadable(type).exception());
        }
    }

    /** What a plan's or recipe's own checks found: it quotes their figures only, and whoever chose them must hear of it. */
    private static Optional<FaultException> planFault(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(FaultException.class::isInstance)
                .map(FaultException.class::cast)
                .filter(found -> found.fault().code().startsWith("NET-1"))
                .findFirst();
    }

    private static Fault unreadable(Class<?> type) {
        return new Fault(
                "EVT-101",
                "not a readable " + type.getSimpleName(),
                type.getSimpleName(),
                "Send JSON in the form of docs/events.md; check that sender and reader have matching versions.");
    }
}
