package org.e2enet.train.config;

import org.e2enet.faults.Fault;
import org.e2enet.network.training.TrainingEngine;
import org.e2enet.sparse.SparseOptions;
import org.e2enet.sparse.training.SparseTraining;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.training.TorchTraining;

/** Which engine trains. */
public enum EngineChoice {
    /** Libtorch: on an idle machine the sparse engine's training has not been measured faster yet. */
    AUTO,
    /** Pure Java on the CPU, float32, over active kernels only. */
    SPARSE,
    /** Libtorch on CPU or CUDA, dense and masked. */
    TORCH;

    /** @throws org.e2enet.faults.FaultException TRA-114 when the chosen engine has no such precision */
    TrainingEngine engine(TorchOptions torch) {
        return switch (this) {
            case AUTO, TORCH -> new TorchTraining(torch);
            case SPARSE -> sparse(torch);
        };
    }

    private static TrainingEngine sparse(TorchOptions torch) {
        if (torch.precision() != Precision.FLOAT32) {
            throw new Fault(
                            "TRA-114",
                            "the sparse engine trains in float32, not in bf16",
                            "train.engine, train.precision",
                            "Set train.precision=float32, or train.engine=auto or torch.")
                    .exception();
        }
        SparseOptions options = SparseOptions.defaults();
        return new SparseTraining(torch.threads() == 0 ? options : options.withThreads(torch.threads()));
    }
}
