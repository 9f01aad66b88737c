package org.e2enet.torch;

import ai.djl.Device;
import java.util.Objects;
import org.e2enet.contract.Size3;
import org.e2enet.faults.Fault;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.engine.Model;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.runtime.TorchRuntime;

/** Runs models dense on libtorch: every kernel is computed, masked ones with zero weights. */
public final class TorchEngine implements Engine {
    private final TorchOptions options;

    public TorchEngine(TorchOptions options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    @Override
    public String name() {
        return "torch";
    }

    @Override
    public CompiledNetwork compile(Model model, Size3 patch) {
        if (!patch.isDivisibleBy(model.graph().divisor())) {
            throw new Fault(
                            "TOR-104",
                            "patch " + patch + " is not divisible by "
                                    + model.graph().divisor(),
                            "patch",
                            "Use a patch that is divisible by the product of the strides.")
                    .exception();
        }
        Device device = TorchRuntime.open(options);
        return new TorchNetwork(model, patch, options.precision(), device);
    }
}
