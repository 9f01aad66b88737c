package org.e2enet.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.e2enet.client.FakeService.Answer;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.junit.jupiter.api.Test;

class TrainClientTest {
    @Test
    void shouldTellTheHistoryOfAnAliasWhoChangedItAndWhy() throws Exception {
        try (FakeService service = new FakeService(Answer.json(200, "{\"alias\": \"best\", \"modelId\": \"m2\"}"))) {
            TrainClient train = new TrainClient(service.address());
            ModelPromoted promotion = new ModelPromoted("best", "m2");

            assertEquals(promotion, train.promote(promotion, "sharper"));
            assertEquals(promotion, train.rollback("best", "worse on CT"));
            train.promote(promotion);

            assertEquals("PUT /aliases/best", service.calls.get(0));
            assertEquals("m2", body(service, 0).path("modelId").asText());
            assertEquals("e2enet", body(service, 0).path("by").asText());
            assertEquals("sharper", body(service, 0).path("reason").asText());
            assertEquals("POST /aliases/best/rollback", service.calls.get(1));
            assertEquals("worse on CT", body(service, 1).path("reason").asText());
            assertTrue(body(service, 2).path("reason").isMissingNode(), service.bodies::toString);
        }
    }

    @Test
    void shouldLeaveWhoItIsToTheLogin() throws Exception {
        try (FakeService service = new FakeService(Answer.json(200, "{\"alias\": \"best\", \"modelId\": \"m2\"}"))) {
            TrainClient train = new TrainClient(service.address(), _ -> Optional.of("token"));

            train.promote(new ModelPromoted("best", "m2"), "sharper");
            train.rollback("best", "worse on CT");

            assertTrue(body(service, 0).path("by").isMissingNode(), service.bodies::toString);
            assertTrue(body(service, 1).path("by").isMissingNode(), service.bodies::toString);
            assertEquals("worse on CT", body(service, 1).path("reason").asText());
        }
    }

    private static JsonNode body(FakeService service, int call) throws Exception {
        return EventJson.mapper().readTree(service.bodies.get(call));
    }
}
