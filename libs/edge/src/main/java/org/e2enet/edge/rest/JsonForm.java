package org.e2enet.edge.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import org.e2enet.contract.EventJson;

/** REST answers have the JSON form of events: absent instead of null, sorted keys. */
@Singleton
final class JsonForm implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        EventJson.configure(mapper);
    }
}
