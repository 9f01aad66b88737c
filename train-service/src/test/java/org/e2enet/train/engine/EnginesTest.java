package org.e2enet.train.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.e2enet.contract.EngineChoice;
import org.e2enet.contract.Size3;
import org.e2enet.contract.TrainedBy;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.FaultException;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.network.architecture.Presets;
import org.e2enet.train.config.TrainConfigs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnginesTest {
    private static final Plan SPARSE = Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5);
    private static final Plan DENSE = SPARSE.withSparsity(0);
    private static final MemoryBudget HEAP = new MemoryBudget(1L << 30, 1L << 40);
    /** The transposed convolutions go over four columns at once. */
    private static final Plan FAR = SPARSE.withStrides(List.of(new Size3(1, 2, 4), new Size3(2, 2, 2)));

    private static final Optional<TrainedBy> NO_STEPS = Optional.empty();

    private static final BooleanSupplier CUDA = () -> true;
    private static final BooleanSupplier NO_CUDA = () -> false;

    @Test
    void shouldTrainOnTheFasterEngineByDefault() {
        Engines engines = engines(NO_CUDA);

        assertEquals(new TrainedBy("sparse", "a sparse network on a CPU"), trainedBy(engines, SPARSE, null));
        assertEquals(
                "sparse",
                engines.choose(request(SPARSE, null), NO_STEPS).inference().name());
        TrainedBy dense = trainedBy(engines, DENSE, null);
        assertEquals("torch", dense.engine());
        assertTrue(dense.reason().startsWith("a dense network of small patches"), dense::reason);
        assertEquals(
                "torch",
                engines.choose(request(DENSE, null), NO_STEPS).inference().name());
        assertEquals(
                new TrainedBy("sparse", "a dense network of large patches on a CPU"),
                trainedBy(engines, DENSE.withPatch(Size3.cube(64)), null));
    }

    @Test
    void shouldLeaveToLibtorchWhatWouldFillMostOfTheHeapUnlessNamed() {
        Engines small = new Engines(TrainConfigs.read(Map.of()), new MemoryBudget(100_000, 1L << 40), NO_CUDA);

        TrainedBy heap = trainedBy(small, SPARSE, null);

        assertEquals("torch", heap.engine());
        assertTrue(heap.reason().contains("Java heap"), heap::reason);
        assertEquals("sparse", trainedBy(small, SPARSE, EngineChoice.SPARSE).engine());
    }

    @Test
    void shouldTrainOnCudaWhereItIsThereAndLookForItOnlyWhereTheSettingsLeaveItOpen() {
        assertEquals("torch", trainedBy(engines(CUDA), SPARSE, null).engine());
        assertEquals(
                "sparse", trainedBy(engines(CUDA), SPARSE, EngineChoice.SPARSE).engine());
        BooleanSupplier unasked = () -> fail("libtorch was looked at");
        assertEquals(
                "sparse",
                trainedBy(engines(unasked, "train.device", "cpu"), SPARSE, null).engine());
        assertEquals(
                "torch",
                trainedBy(engines(unasked, "train.device", "cuda"), SPARSE, null)
                        .engine());
    }

    @Test
    void shouldGiveToLibtorchWhatTheSparseEngineCannotTrainAndSayWhy() {
        TrainedBy coarse = trainedBy(engines(NO_CUDA, "train.precision", "bf16"), SPARSE, null);
        assertEquals(new TrainedBy("torch", "the sparse engine trains in float32, not in bf16"), coarse);
        TrainedBy far = trainedBy(engines(NO_CUDA), FAR, EngineChoice.AUTO);
        assertEquals("torch", far.engine());
        assertTrue(far.reason().contains("transposed convolution of stride"), far::reason);
    }

    @ParameterizedTest
    @CsvSource({"train.precision, bf16, TRA-114", "train.device, cuda, TRA-114"})
    void shouldRefuseTheSparseEngineByNameWhereTheSettingsRuleItOut(String key, String value, String code) {
        assertEquals(code, refused(engines(NO_CUDA, key, value), SPARSE, EngineChoice.SPARSE));
        Engines set = new Engines(TrainConfigs.read(Map.of("train.engine", "sparse", key, value)), HEAP, NO_CUDA);
        assertEquals(code, refused(set, SPARSE, null));
        assertEquals("torch", trainedBy(set, SPARSE, EngineChoice.TORCH).engine());
    }

    @Test
    void shouldRefuseTheSparseEngineByNameForANetworkThatItCannotTrain() {
        assertEquals("SPA-305", refused(engines(NO_CUDA), FAR, EngineChoice.SPARSE));
    }

    @Test
    void shouldLetTheRequestNameTheEngineBeforeTheSettings() {
        Engines torch = engines(NO_CUDA, "train.engine", "torch");
        assertEquals(new TrainedBy("torch", "set by train.engine"), trainedBy(torch, SPARSE, null));
        assertEquals(new TrainedBy("sparse", "named by the request"), trainedBy(torch, DENSE, EngineChoice.SPARSE));
        assertEquals("sparse", trainedBy(torch, SPARSE, EngineChoice.AUTO).engine());
    }

    @Test
    void shouldGoOnWithTheEngineThatBeganAFoldWhateverIsFasterNow() {
        TrainedBy onCuda = new TrainedBy("torch", "a CUDA device is there");
        TrainedBy onCpu = new TrainedBy("sparse", "a sparse network on a CPU");

        assertEquals(onCuda, goingOn(engines(NO_CUDA), onCuda, null));
        assertEquals(onCpu, goingOn(engines(CUDA), onCpu, EngineChoice.AUTO));
        assertEquals(
                new TrainedBy("sparse", "named by the request"),
                goingOn(engines(NO_CUDA), onCuda, EngineChoice.SPARSE));
        assertEquals(
                new TrainedBy("torch", "set by train.engine"),
                goingOn(engines(NO_CUDA, "train.engine", "torch"), onCpu, null));
    }

    @Test
    void shouldMoveAFoldWhereItsEngineCannotGoOnAndSayWhatMadeItsStepsBefore() {
        TrainedBy onCpu = new TrainedBy("sparse", "a sparse network on a CPU");

        assertEquals(
                new TrainedBy(
                        "torch", "the sparse engine trains in float32, not in bf16; steps before were made on sparse"),
                goingOn(engines(NO_CUDA, "train.precision", "bf16"), onCpu, null));
    }

    private static TrainedBy goingOn(Engines engines, TrainedBy before, EngineChoice engine) {
        return engines.choose(request(SPARSE, engine), Optional.of(before)).trainedBy();
    }

    private static Engines engines(BooleanSupplier cuda, String... setting) {
        return new Engines(
                TrainConfigs.read(setting.length == 0 ? Map.of() : Map.of(setting[0], setting[1])), HEAP, cuda);
    }

    private static TrainedBy trainedBy(Engines engines, Plan plan, EngineChoice engine) {
        return engines.choose(request(plan, engine), NO_STEPS).trainedBy();
    }

    private static String refused(Engines engines, Plan plan, EngineChoice engine) {
        return assertThrows(FaultException.class, () -> engines.choose(request(plan, engine), NO_STEPS))
                .fault()
                .code();
    }

    private static TrainingRequested request(Plan plan, EngineChoice engine) {
        return new TrainingRequested(
                        "run", 0, 1, "balls", List.of("ball-1"), List.of(), plan, Recipe.quick(1, 2, 1), null)
                .withEngine(engine);
    }
}
