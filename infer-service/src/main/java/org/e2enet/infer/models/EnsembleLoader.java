package org.e2enet.infer.models;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.infer.config.InferConfig;

/** Brings everything an alias is to mean to the point where it can serve; models that serve already are not loaded twice. */
@Singleton
class EnsembleLoader {
    private final ModelLoader loader;
    private final ModelShelf shelf;
    private final long limitBytes;

    EnsembleLoader(ModelLoader loader, ModelShelf shelf, InferConfig config) {
        this.loader = loader;
        this.shelf = shelf;
        this.limitBytes = config.memoryLimit().asLongValue();
    }

    /**
     * Loads what is promoted. The caller releases it, once the shelf holds it.
     *
     * @throws org.e2enet.faults.FaultException as {@link ModelLoader#load}; INF-107 when members do not fit together, before any is
     *     loaded
     */
    ServedEnsemble load(ModelPromoted promotion) {
        List<CheckpointPublished> checkpoints =
                promotion.models().stream().map(loader::find).toList();
        requireFit(promotion, checkpoints);
        List<ServedModel> held = new ArrayList<>();
        try {
            for (CheckpointPublished checkpoint : checkpoints) {
                ServedModel model = shelf.find(checkpoint.modelId())
                        .filter(resident -> loader.isCurrent(resident, checkpoint))
                        .orElseGet(() -> loader.load(checkpoint));
                model.hold();
                held.add(model);
            }
            requireMemory(promotion, held);
        } catch (RuntimeException failure) {
            held.forEach(ServedModel::release);
            throw failure;
        }
        return new ServedEnsemble(promotion.modelId(), held);
    }

    /** One prepared scan and one window must do for all, and classes must mean the same. */
    private static void requireFit(ModelPromoted promotion, List<CheckpointPublished> checkpoints) {
        requireSame(promotion, checkpoints, "plan.inputChannels", model -> model.plan()
                .inputChannels());
        requireSame(
                promotion, checkpoints, "plan.classes", model -> model.plan().classes());
        requireSame(promotion, checkpoints, "plan.patch", model -> model.plan().patch());
        requireSame(
                promotion, checkpoints, "plan.spacingMm", model -> model.plan().spacingMm());
        requireSame(promotion, checkpoints, "plan.normalization", model -> model.plan()
                .normalization());
        requireSame(promotion, checkpoints, "definition.labels", model -> model.definition()
                .labels());
    }

    private static void requireSame(
            ModelPromoted promotion,
            List<CheckpointPublished> checkpoints,
            String field,
            Function<CheckpointPublished, ?> value) {
        CheckpointPublished first = checkpoints.getFirst();
        Object wanted = value.apply(first);
        for (CheckpointPublished other : checkpoints) {
            Object got = value.apply(other);
            if (!Objects.equals(wanted, got)) {
                throw ModelFaults.misfit(
                        promotion.modelId(),
                        field + " is " + wanted + " in " + first.modelId() + ", " + got + " in " + other.modelId());
            }
        }
    }

    /** Networks keep their working memory between forwards. */
    private void requireMemory(ModelPromoted promotion, List<ServedModel> models) {
        long bytes = models.stream()
                .mapToLong(model -> Math.max(0, model.network().peakBytes()))
                .sum();
        if (bytes > limitBytes) {
            throw ModelFaults.memory(promotion.modelId(), bytes, limitBytes);
        }
    }
}
