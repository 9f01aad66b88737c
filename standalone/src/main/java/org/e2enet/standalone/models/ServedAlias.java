package org.e2enet.standalone.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.client.ServiceClient;

/** Waits until infer-service has taken up a promotion. */
final class ServedAlias {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(200);

    private ServedAlias() {}

    /**
     * Returns when the promoted model serves its alias.
     *
     * @param alive called between questions; throws when waiting has no sense any more
     * @return largest difference of the probe's logits on infer-service's engine
     * @throws FaultException the fault that infer-service refused the model with (INF-1xx), or CLI-307 when it says nothing in time
     */
    static double await(ServiceClient infer, ModelPromoted promotion, Runnable alive) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < deadline) {
            alive.run();
            for (JsonNode alias : infer.get("/models")) {
                if (alias.path("alias").asText().equals(promotion.alias())) {
                    requireAccepted(alias.path("refused"), promotion);
                    if (alias.path("modelId").asText().equals(promotion.modelId())) {
                        return alias.path("probeDeviation").asDouble();
                    }
                }
            }
            Thread.sleep(POLL);
        }
        throw new Fault(
                        "CLI-307",
                        "infer-service did not take the model up within " + TIMEOUT.toMinutes() + " minutes",
                        promotion.modelId(),
                        "It is published and promoted; GET /models of infer-service and its log tell what holds it up.")
                .exception();
    }

    private static void requireAccepted(JsonNode refused, ModelPromoted promotion) {
        if (refused.path("modelId").asText().equals(promotion.modelId())) {
            JsonNode fault = refused.path("fault");
            throw new Fault(
                            fault.path("code").asText(),
                            fault.path("what").asText(),
                            fault.path("where").asText(),
                            fault.path("mend").asText())
                    .exception();
        }
    }
}
