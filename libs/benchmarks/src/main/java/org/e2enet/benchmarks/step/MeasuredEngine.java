package org.e2enet.benchmarks.step;

import java.util.Arrays;
import java.util.List;
import org.e2enet.benchmarks.BenchmarkFaults;
import org.e2enet.network.training.TrainingEngine;
import org.e2enet.sparse.SparseOptions;
import org.e2enet.sparse.training.SparseTraining;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.TorchDevice;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.training.TorchTraining;

/** Engines whose training steps are measured, all on the CPU in float32. */
public enum MeasuredEngine {
    /** Active kernels only, in pure Java. */
    SPARSE("sparse"),
    /** Dense and masked, on libtorch. */
    TORCH("torch");

    private final String label;

    MeasuredEngine(String label) {
        this.label = label;
    }

    /** As command line and reports write it. */
    public String label() {
        return label;
    }

    TrainingEngine engine(int threads) {
        return switch (this) {
            case SPARSE -> new SparseTraining(SparseOptions.defaults().withThreads(threads));
            case TORCH -> new TorchTraining(new TorchOptions(TorchDevice.CPU, Precision.FLOAT32, threads));
        };
    }

    /**
     * @throws org.e2enet.faults.FaultException TRA-301 when there is no engine of that name
     */
    public static MeasuredEngine of(String label) {
        List<String> labels = Arrays.stream(values()).map(MeasuredEngine::label).toList();
        return Arrays.stream(values())
                .filter(engine -> engine.label.equals(label))
                .findFirst()
                .orElseThrow(() -> BenchmarkFaults.unknown("engine", label, labels));
    }
}
