package org.e2enet.torch.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import org.e2enet.faults.FaultException;
import org.e2enet.torch.script.Archive;
import org.e2enet.torch.training.SmallRun;
import org.junit.jupiter.api.Test;

class ScriptModuleTest {
    @Test
    void shouldNameThePlaceAndTheReasonWhenLibtorchFails() {
        String code = """
                class M(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  def forward(self: __torch__.M, x: Tensor) -> Tensor:
                    return torch.empty([1000000, 1000000, 1000], dtype=6)
                """;
        try (PtNDManager manager = TorchRuntime.newManager(TorchRuntime.open(SmallRun.TWO_THREADS));
                ScriptModule module = ScriptModule.load(manager, Archive.stateless(code), "trial")) {
            NDList arguments = new NDList(manager.create(new Shape(1)));
            FaultException failure = assertThrows(FaultException.class, () -> module.forward(arguments, false));
            assertEquals("TOR-105", failure.fault().code());
            assertEquals("trial", failure.fault().where());
            assertTrue(
                    failure.fault().what().contains("memory"), failure.fault().what());
        }
    }
}
