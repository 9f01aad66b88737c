package org.e2enet.standalone.models;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.e2enet.client.InferClient;
import org.e2enet.client.Waiting;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.stack.StackSession;

/** Waits until infer-service has taken up a promotion. */
public final class ServedAlias {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private ServedAlias() {}

    /** The answer of the commands that promote. */
    record Answer(String alias, String modelId, List<String> members, double probeDeviation) {}

    /** Returns when the promoted model serves its alias, and tells so. Throws as {@link #await}. */
    static void awaitAndTell(StackSession session, ModelPromoted promoted, Console console)
            throws InterruptedException {
        double deviation = await(session.infer(), promoted, session.waiting(TIMEOUT));
        console.result(new Answer(promoted.alias(), promoted.modelId(), promoted.members(), deviation));
        console.say("Alias %s means %s now; its probe's logits differ by %.1e"
                .formatted(promoted.alias(), promoted.modelId(), deviation));
    }

    /**
     * Returns when the promoted model serves its alias.
     *
     * @return largest difference of the probe's logits on infer-service's engine
     * @throws FaultException the fault that infer-service refused the model with (INF-1xx), or CLI-213 when it says nothing in time
     */
    public static double await(InferClient infer, ModelPromoted promotion, Waiting waiting)
            throws InterruptedException {
        return waiting.until("the model's first service", promotion.modelId(), () -> {
            Optional<InferClient.Served> alias = infer.served().stream()
                    .filter(served -> served.alias().equals(promotion.alias()))
                    .findFirst();
            alias.map(InferClient.Served::refused)
                    .filter(refusal -> refusal.modelId().equals(promotion.modelId()))
                    .ifPresent(refusal -> {
                        throw refusal.fault().exception();
                    });
            return alias.filter(served -> promotion.modelId().equals(served.modelId()))
                    .map(InferClient.Served::probeDeviation);
        });
    }
}
