package org.e2enet.provenance.dsse;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import org.e2enet.contract.EventJson;

/** Reads JSON that others may have made so that two readers see different things in it: no field twice, nothing behind it. */
public final class StrictJson {
    private static final ObjectMapper MAPPER = EventJson.configure(JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StrictJson() {}

    /** Empty when the bytes are no such record. */
    public static <T> Optional<T> read(byte[] json, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, type));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
