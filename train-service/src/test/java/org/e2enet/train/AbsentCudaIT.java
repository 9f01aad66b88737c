package org.e2enet.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.testkit.KafkaAndStore;
import org.junit.jupiter.api.Test;

/** The service is set to CUDA, and its libtorch, built for CPUs only, has none. */
@QuarkusTest
@WithTestResource(value = KafkaAndStore.class, initArgs = @ResourceArg(name = "train.device", value = "cuda"))
class AbsentCudaIT extends RunningService {
    @Test
    void shouldRefuseTrainingBeforeItLooksForScans() {
        // A service that looked for this scan first would answer TRA-102.
        refused(TrainingWorld.request("cuda-by-call", 1, 1, List.of("no-such-scan"), 0.01), "TOR-103");
    }

    @Test
    void shouldEndAFoldOfTheTopicAndSayHowToMendIt() {
        send(TrainingWorld.request("cuda-by-topic", 1, 1, List.of("no-such-scan"), 0.01));

        TrainingProgressed end = awaitEnd("cuda-by-topic", 1);

        assertEquals(TrainingProgressed.State.FAILED, end.state());
        assertEquals("TOR-103", end.fault().code());
        assertEquals("device", end.fault().where());
        assertTrue(
                end.fault().mend().startsWith("Set 'cpu' or 'auto'"),
                end.fault().mend());
    }
}
