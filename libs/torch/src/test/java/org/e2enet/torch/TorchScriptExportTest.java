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
import org.e2enet.faults.FaultException;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.torch.runtime.NativeFloats;
import org.e2enet.torch.runtime.ScriptModule;
import org.e2enet.torch.runtime.TorchRuntime;
import org.e2enet.torch.training.SmallRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                ScriptModule module = ScriptModule.load(manager, Files.readAllBytes(file));
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
