package org.e2enet.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.testkit.KafkaAndStore;
import org.junit.jupiter.api.Test;

/** The service with its store in a bucket of a real S3 server; scans are put there beside it. */
@QuarkusTest
@WithTestResource(value = KafkaAndStore.class, initArgs = @ResourceArg(name = KafkaAndStore.BUCKET, value = "true"))
class BucketIT extends RunningService {
    @Test
    void shouldTrainFromTheBucketIntoTheBucket() throws Exception {
        send(TrainingWorld.request("bucket", 2));

        assertEquals(TrainingProgressed.State.FINISHED, awaitEnd("bucket", 1).state());
        CheckpointPublished model = checkpoints("bucket", 1).getFirst();
        assertTrue(world.store().isIntact(model.weights()));
        assertTrue(world.store().isIntact(model.probe()));
        assertFalse(
                Files.exists(Path.of(setting("store.directory"), "objects")), "nothing of it is on this machine's own");
    }
}
