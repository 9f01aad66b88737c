package org.e2enet.standalone.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.client.TrainClient;
import org.e2enet.contract.FoldHistory;
import org.e2enet.contract.Size3;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Presets;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.stack.FakeStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedRunTest {
    private static final int FOLDS = 5;
    private static final int FAILED = 1;
    private static final Fault TORN = new Fault("IMG-115", "no NIfTI", "labels of scan 7", "Upload it again.");

    @TempDir
    private Path folder;

    /** Another fold's failure was shown to whoever came first, and forgotten: the fold that failed was waited for without end. */
    @Test
    void shouldEndWhenAllFoldsHaveAndNameTheOneThatFailed() {
        PrintStream terminal = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (FakeStack stack = new FakeStack(folder)) {
            stack.answer("/trainings", new byte[0]);
            stack.answer(
                    "/trainings/run",
                    IntStream.range(0, FOLDS).mapToObj(FollowedRunTest::ended).toList());
            for (int fold = 0; fold < FOLDS; fold++) {
                stack.answer("/trainings/run/folds/" + fold + "/history", FoldHistory.empty("run", fold));
            }
            System.setErr(new PrintStream(said, true));
            FollowedRun run =
                    new FollowedRun(new TrainClient(stack.address(ServiceKind.TRAIN)), () -> {}, Console.of(true));

            FaultException failure = assertThrows(
                    FaultException.class,
                    () -> run.follow(IntStream.range(0, FOLDS)
                            .mapToObj(FollowedRunTest::request)
                            .toList()));

            assertEquals(TORN, failure.fault());
        } finally {
            System.setErr(terminal);
        }
        assertEquals(
                List.of("Fold 1 failed: " + TORN.message()),
                said.toString().lines().filter(line -> line.contains("failed")).toList());
    }

    private static TrainingProgressed ended(int fold) {
        return new TrainingProgressed(
                "run",
                fold,
                fold == FAILED ? TrainingProgressed.State.FAILED : TrainingProgressed.State.FINISHED,
                10,
                10,
                200,
                200,
                0.5,
                0.003,
                null,
                List.of(),
                0.5,
                0,
                fold == FAILED ? TORN : null);
    }

    private static TrainingRequested request(int fold) {
        return new TrainingRequested(
                "run",
                fold,
                FOLDS,
                "balls",
                List.of("ball-1"),
                List.of("ball-2"),
                Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5),
                Recipe.quick(10, 20, 1),
                null);
    }
}
