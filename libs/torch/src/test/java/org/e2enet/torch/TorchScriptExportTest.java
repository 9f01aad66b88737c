package org.e2enet.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.plan.ShiftPlan;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.Topology;
import org.e2enet.torch.runtime.NativeFloats;
import org.e2enet.torch.runtime.ScriptModule;
import org.e2enet.torch.runtime.TorchRuntime;
import org.e2enet.torch.training.SmallRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchScriptExportTest {
    @TempDir
    private Path folder;

    private final Model model = SmallRun.model(5);

    @Test
    void shouldRunWithoutAnythingButTheFileAndForSeveralSamples() throws IOException {
        Path file = folder.resolve("model.pt");
        TorchScriptExport.write(model, file);
        float[] both = SmallRun.batch(9, 2).images();
        Device device = TorchRuntime.open(SmallRun.TWO_THREADS);
        TorchRuntime.enterThread();
        try (PtNDManager manager = TorchRuntime.newManager(device);
                ScriptModule module = ScriptModule.load(manager, Files.readAllBytes(file), "exported model");
                NDScope scope = new NDScope();
                CompiledNetwork network = new TorchEngine(SmallRun.TWO_THREADS).compile(model, SmallRun.PATCH)) {
            scope.suppressNotUsedWarning();
            NDArray x = NativeFloats.create(manager, both, new Shape(2, 1, 8, 16, 8));
            NDArray logits = module.forward(new NDList(x), false).singletonOrThrow();
            assertEquals(new Shape(2, SmallRun.CLASSES, 8, 16, 8), logits.getShape());
            float[] actual = NativeFloats.read(logits);
            for (int n = 0; n < 2; n++) {
                float[] input = Arrays.copyOfRange(both, n * both.length / 2, (n + 1) * both.length / 2);
                float[] part = Arrays.copyOfRange(actual, n * actual.length / 2, (n + 1) * actual.length / 2);
                assertArrayEquals(network.forward(input, 1).getFirst(), part, 1e-4f);
            }
        }
    }

    /** The file's operators are not the engine's: each architecture and shift is computed in two ways. */
    @ParameterizedTest
    @CsvSource({
        "e2enet, DEPTH, '-1,0,1'",
        "e2enet, DEPTH, '-7,0,7'",
        "e2enet, HEIGHT, '-2,-1,0,1,2'",
        "e2enet, WIDTH, '-3,0,3'",
        "e2enet, DEPTH, ''",
        "nnunet, DEPTH, ''",
        "unetpp, DEPTH, ''",
        "vnet, DEPTH, ''"
    })
    void shouldAgreeWithTheEngineForEveryArchitecture(String architecture, Axis axis, String offsets)
            throws IOException {
        List<Integer> shift = Stream.of(offsets.split(","))
                .filter(offset -> !offset.isEmpty())
                .map(Integer::valueOf)
                .toList();
        Plan base = Presets.e2enet(5, 12, 4, 2, 3, new Size3(8, 16, 24), 0);
        Graph graph = Architectures.graph(PlanBuilder.builder()
                .architecture(architecture)
                .inputChannels(base.inputChannels())
                .classes(base.classes())
                .channels(base.channels())
                .strides(base.strides())
                .kernel(architecture.equals("e2enet") ? new Size3(1, 3, 3) : Size3.cube(3))
                .shift(new ShiftPlan(axis, shift, false))
                .patch(base.patch())
                .build());
        Model other = new Model(graph, new Initializer(4).weights(graph), Topology.DENSE);
        Path file = folder.resolve("model.pt");
        TorchScriptExport.write(other, file);
        Random random = new Random(8);
        float[] input = new float[2 * (int) base.patch().volume()];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        Device device = TorchRuntime.open(SmallRun.TWO_THREADS);
        TorchRuntime.enterThread();
        try (PtNDManager manager = TorchRuntime.newManager(device);
                ScriptModule module = ScriptModule.load(manager, Files.readAllBytes(file), "exported model");
                NDScope scope = new NDScope();
                CompiledNetwork network = new TorchEngine(SmallRun.TWO_THREADS).compile(other, base.patch())) {
            scope.suppressNotUsedWarning();
            NDArray x = NativeFloats.create(manager, input, new Shape(1, 2, 8, 16, 24));
            float[] exported =
                    NativeFloats.read(module.forward(new NDList(x), false).singletonOrThrow());
            assertArrayEquals(network.forward(input, 1).getFirst(), exported, 2e-4f);
        }
    }

    @Test
    void shouldWriteEqualFilesForEqualModels() throws IOException {
        TorchScriptExport.write(model, folder.resolve("a.pt"));
        TorchScriptExport.write(SmallRun.model(5), folder.resolve("b.pt"));
        assertEquals(-1, Files.mismatch(folder.resolve("a.pt"), folder.resolve("b.pt")));
    }

    @Test
    void shouldSayWhatIsWrongWhenTheFolderDoesNotExist() {
        FaultException fault = assertThrows(
                FaultException.class, () -> TorchScriptExport.write(model, folder.resolve("none/model.pt")));
        assertEquals("TOR-301", fault.fault().code());
    }
}
