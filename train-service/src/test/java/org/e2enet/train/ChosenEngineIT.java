package org.e2enet.train;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Runs;
import org.e2enet.contract.EngineChoice;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.TrainedBy;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.train.fold.FoldTrainer;
import org.e2enet.training.run.TrainingRun;
import org.junit.jupiter.api.Test;

/** With the default settings, kept from the CUDA that a machine may have. */
@QuarkusTest
@WithTestResource(value = KafkaAndStore.class, initArgs = @ResourceArg(name = "train.device", value = "cpu"))
class ChosenEngineIT extends RunningService {
    private static final TrainedBy BY_ITSELF = new TrainedBy("sparse", "a sparse network on a CPU");
    private static final TrainedBy BY_NAME = new TrainedBy("torch", "named by the request");

    /** A fold asks before each scan and step whether to end: after so many it has made steps, and has some before it. */
    private static final int SOME_ASKED = 10;

    @Inject
    FoldTrainer trainer;

    @Test
    void shouldTellInEventsProgressAndModelsWhichEngineTrainedAndWhy() throws IOException {
        requireTrainedBy(BY_ITSELF, TrainingWorld.request("engine-by-itself", 1));
        requireTrainedBy(BY_NAME, TrainingWorld.request("engine-by-name", 1).withEngine(EngineChoice.TORCH));
    }

    @Test
    void shouldTakeAFoldThatIsAskedForAgainOnAnotherEngineForTheSame() {
        TrainingRequested request = TrainingWorld.request("engine-again", 1);
        post(request);
        assertEquals(BY_ITSELF, awaitEnd("engine-again", 1).trainedBy());

        post(request.withEngine(EngineChoice.TORCH));

        given().get("/trainings/engine-again").then().body("[0].state", equalTo("FINISHED"));
    }

    @Test
    void shouldGoOnWithTheEngineThatMadeTheStepsBefore() {
        TrainingRequested request = TrainingWorld.request("engine-kept", 4);
        AtomicInteger asked = new AtomicInteger();
        assertEquals(
                TrainingRun.Outcome.INTERRUPTED,
                trainer.train(request.withEngine(EngineChoice.TORCH), () -> asked.getAndIncrement() >= SOME_ASKED));

        assertEquals(TrainingRun.Outcome.FINISHED, trainer.train(request, () -> false));

        assertEquals(BY_NAME, awaitEnd("engine-kept", 1).trainedBy());
    }

    @Test
    void shouldNotSayOfAnEngineThatSegmentsAloneThatItTrained() {
        TrainingRequested request = TrainingWorld.request("engine-late", 2);
        Runs runs = new Catalogue(world.store()).runs();
        int steps = request.recipe().iterations();
        assertEquals(TrainingRun.Outcome.INTERRUPTED, trainer.train(request, () -> runs.find("engine-late", 0)
                .filter(fold -> fold.state() != null && fold.progress().iteration() == steps)
                .isPresent()));

        assertEquals(TrainingRun.Outcome.FINISHED, trainer.train(request.withEngine(EngineChoice.TORCH), () -> false));

        assertEquals(BY_ITSELF, awaitEnd("engine-late", 1).trainedBy());
    }

    private void requireTrainedBy(TrainedBy wanted, TrainingRequested request) throws IOException {
        post(request);

        TrainingProgressed end = awaitEnd(request.runId(), 1);

        assertEquals(TrainingProgressed.State.FINISHED, end.state());
        assertEquals(wanted, end.trainedBy());
        given().get("/trainings/" + request.runId())
                .then()
                .body("[0].trainedBy.engine", equalTo(wanted.engine()))
                .body("[0].trainedBy.reason", equalTo(wanted.reason()));
        Checkpoint model = Checkpoint.load(world.store()
                .localFile(checkpoints(request.runId(), 1).getLast().weights()));
        assertEquals(
                EventJson.mapper().valueToTree(wanted),
                model.description().documents().get("trainedBy"));
    }

    private static void post(TrainingRequested request) {
        given().body(EventJson.write(request))
                .contentType("application/json")
                .post("/trainings")
                .then()
                .statusCode(202);
    }
}
