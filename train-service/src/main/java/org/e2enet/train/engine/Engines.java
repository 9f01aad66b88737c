package org.e2enet.train.engine;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.e2enet.contract.Size3;
import org.e2enet.contract.TrainedBy;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.graph.Graph;
import org.e2enet.sparse.Families;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.sparse.SparseOptions;
import org.e2enet.sparse.plan.TrainingSchedule;
import org.e2enet.sparse.training.SparseTraining;
import org.e2enet.torch.TorchEngine;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.TorchDevice;
import org.e2enet.torch.runtime.TorchOptions;
import org.e2enet.torch.runtime.TorchRuntime;
import org.e2enet.torch.training.TorchTraining;
import org.e2enet.train.config.TrainConfig;

/** Chooses the engine of a fold: what its request or else the service's settings name, or the faster one that can train it. */
@Singleton
public class Engines {
    /** Dense networks of smaller patches are faster on libtorch: docs/sparse-training.md has the figures. */
    private static final long LEAST_DENSE_VOXELS = 32 * 32 * 32;

    /** Of the heap that is lent, what the trainer may hold beside cases and batches. */
    private static final int HEAP_SHARE = 2;

    private static final long BYTES_PER_MIB = 1 << 20;

    private final TrainConfig config;
    private final MemoryBudget memory;
    private final BooleanSupplier cuda;

    @Inject
    Engines(TrainConfig config, MemoryBudget memory) {
        this(config, memory, () -> isCudaThere(config.torch()));
    }

    /** @param cuda whether libtorch has a CUDA device; asked only where {@code train.device} leaves it open */
    Engines(TrainConfig config, MemoryBudget memory, BooleanSupplier cuda) {
        this.config = config;
        this.memory = memory;
        this.cuda = cuda;
    }

    /**
     * The same for the same request and settings on the same machine.
     *
     * @param before what made the fold's steps so far: it goes on unless another is named or it cannot
     * @throws FaultException NET-102, NET-104 when the plan is no network; TRA-114 and SPA-305 when the engine asked for by name cannot
     *     train it
     */
    public ChosenEngine choose(TrainingRequested request, Optional<TrainedBy> before) {
        boolean byRequest = request.engine() != null;
        String named = byRequest ? "named by the request" : "set by train.engine";
        return switch (byRequest ? request.engine() : config.engine()) {
            case AUTO -> before.map(earlier -> kept(request, earlier)).orElseGet(() -> automatic(request));
            case TORCH -> torch(named);
            case SPARSE -> {
                Optional<Fault> lack = lack(Architectures.graph(request.plan()));
                if (lack.isPresent()) {
                    throw lack.get().exception();
                }
                yield sparse(named);
            }
        };
    }

    /** Another engine is another path of rounding: what began a fold goes on, for the reason it had, where it can. */
    private ChosenEngine kept(TrainingRequested request, TrainedBy before) {
        ChosenEngine torch = torch(before.reason());
        if (before.engine().equals(torch.training().name())) {
            return torch;
        }
        return hindrance(request)
                .map(why -> torch(why + "; steps before were made on " + before.engine()))
                .orElseGet(() -> sparse(before.reason()));
    }

    private ChosenEngine automatic(TrainingRequested request) {
        Optional<String> hindrance = hindrance(request);
        if (hindrance.isPresent()) {
            return torch(hindrance.get());
        }
        if (config.device() == TorchDevice.AUTO && cuda.getAsBoolean()) {
            return torch("a CUDA device is there");
        }
        boolean isSparse = request.plan().sparsity() > 0
                && !Architectures.graph(request.plan()).maskableParameters().isEmpty();
        if (!isSparse && isSmall(request.plan().patch())) {
            return torch("a dense network of small patches, which libtorch trains faster");
        }
        return sparse(isSparse ? "a sparse network on a CPU" : "a dense network of large patches on a CPU");
    }

    /** Why the sparse engine cannot train it here, or not in any useful time. */
    private Optional<String> hindrance(TrainingRequested request) {
        Optional<Fault> lack = lack(Architectures.graph(request.plan()));
        if (lack.isPresent()) {
            return lack.map(Fault::what);
        }
        if (!Families.isVectorUsable()) {
            return Optional.of("module jdk.incubator.vector is missing, without which the sparse engine is slow");
        }
        long heapBytes = sparse("").training().heapBytes(request.plan(), request.recipe());
        return heapBytes <= memory.heapBytes() / HEAP_SHARE
                ? Optional.empty()
                : Optional.of("the sparse engine would hold %d MiB of the Java heap, more than half of what is lent"
                        .formatted(heapBytes / BYTES_PER_MIB));
    }

    /** A plan without a patch is refused later, whatever the engine. */
    private static boolean isSmall(Size3 patch) {
        return patch == null || patch.volume() < LEAST_DENSE_VOXELS;
    }

    /** Why the sparse engine cannot train it. */
    private Optional<Fault> lack(Graph graph) {
        if (config.precision() != Precision.FLOAT32) {
            return Optional.of(new Fault(
                    "TRA-114",
                    "the sparse engine trains in float32, not in bf16",
                    "engine, train.precision",
                    "Set train.precision=float32, or ask for engine AUTO or TORCH."));
        }
        if (config.device() == TorchDevice.CUDA) {
            return Optional.of(new Fault(
                    "TRA-114",
                    "the sparse engine trains on the CPU, not on CUDA",
                    "engine, train.device",
                    "Set train.device=auto or cpu, or ask for engine AUTO or TORCH."));
        }
        return TrainingSchedule.lack(graph);
    }

    private ChosenEngine sparse(String reason) {
        SparseOptions all = SparseOptions.defaults();
        SparseOptions options = config.threads() == 0 ? all : all.withThreads(config.threads());
        return new ChosenEngine(new SparseTraining(options), new SparseEngine(options), reason);
    }

    private ChosenEngine torch(String reason) {
        return new ChosenEngine(new TorchTraining(config.torch()), new TorchEngine(config.torch()), reason);
    }

    /** Where libtorch cannot be loaded there is none either. */
    private static boolean isCudaThere(TorchOptions options) {
        try {
            return TorchRuntime.isOnGpu(options);
        } catch (FaultException unloadable) {
            return false;
        }
    }
}
