package org.e2enet.infer.models;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ModelPromoted;

/** Brings everything an alias is to mean to the point where it can serve; models that serve already are not loaded twice. */
@Singleton
class EnsembleLoader {
    private final ModelLoader loader;

    EnsembleLoader(ModelLoader loader) {
        this.loader = loader;
    }

    /**
     * What is promoted, without loading it.
     *
     * @throws org.e2enet.faults.FaultException INF-101 when a model is not in the store, INF-107 when members do not fit together,
     *     INF-109 when post-processing names classes that a model does not have
     */
    PromotedModel describe(ModelPromoted promotion) {
        List<CheckpointPublished> checkpoints =
                promotion.models().stream().map(loader::find).toList();
        requireFit(promotion, checkpoints);
        checkpoints.forEach(EnsembleLoader::requireKnownClasses);
        return new PromotedModel(promotion.modelId(), checkpoints);
    }

    /**
     * Loads what is promoted; held for the caller, who releases it.
     *
     * @param shelf has models that serve already, and makes room by those that nobody asks for
     * @throws org.e2enet.faults.FaultException as {@link ModelLoader#load}; INF-107 when members do not fit together, before any is
     *     loaded
     */
    ServedEnsemble load(ModelPromoted promotion, ModelShelf shelf) {
        PromotedModel what = describe(promotion);
        List<ServedModel> held = new ArrayList<>();
        try {
            for (CheckpointPublished checkpoint : what.members()) {
                held.add(hold(checkpoint, promotion, shelf));
            }
        } catch (RuntimeException failure) {
            held.forEach(ServedModel::release);
            throw failure;
        }
        return new ServedEnsemble(what, held);
    }

    private ServedModel hold(CheckpointPublished checkpoint, ModelPromoted promotion, ModelShelf shelf) {
        ServedModel model = shelf.hold(checkpoint).orElse(null);
        if (model == null) {
            model = loader.load(checkpoint, () -> shelf.makeRoom(promotion.alias()));
            model.hold();
        }
        return model;
    }

    /** Post-processing names classes of the network. */
    private static void requireKnownClasses(CheckpointPublished model) {
        int classes = model.plan().classes();
        if (model.postProcessing() != null && !model.postProcessing().fits(classes)) {
            throw ModelFaults.unknownClasses(
                    model.modelId(), model.postProcessing().ofLabels(), classes);
        }
    }

    /** One prepared scan and one window must do for all, and classes must mean the same. */
    private static void requireFit(ModelPromoted promotion, List<CheckpointPublished> checkpoints) {
        requireSame(promotion, checkpoints, "plan.inputChannels", model -> model.plan()
                .inputChannels());
        requireSame(
                promotion, checkpoints, "plan.classes", model -> model.plan().classes());
        requireSame(promotion, checkpoints, "plan.patch", model -> model.plan().patch());
        requireSame(promotion, checkpoints, "preparation", CheckpointPublished::preparation);
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
}
