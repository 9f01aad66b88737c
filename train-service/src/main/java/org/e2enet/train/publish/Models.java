package org.e2enet.train.publish;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.costs.CostCounter;
import org.e2enet.network.costs.Costs;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.scoring.postprocessing.PostProcessingChoice;
import org.e2enet.store.ObjectStore;
import org.e2enet.train.cases.RequestedScans;
import org.e2enet.training.run.RunCheckpoint;
import org.e2enet.training.run.RunState;

/** Publishes models: weights and probe into the store, the document, then the events. */
@Singleton
public class Models {
    private final ObjectStore objects;
    private final Catalogue catalogue;
    private final RequestedScans scans;
    private final Probes probes;
    private final TrainingEvents events;

    Models(ObjectStore objects, Catalogue catalogue, RequestedScans scans, Probes probes, TrainingEvents events) {
        this.objects = objects;
        this.catalogue = catalogue;
        this.scans = scans;
        this.probes = probes;
        this.events = events;
    }

    /** The best model so far, under an id that the next best one replaces; not promoted. */
    public void publishBest(TrainingRequested request, RunState state, TrainingProgressed progress) {
        publish(request, state, progress, CheckpointPublished.Kind.BEST);
    }

    /** The end of the fold. */
    public void publishFinal(TrainingRequested request, RunState state, TrainingProgressed progress) {
        publish(request, state, progress, CheckpointPublished.Kind.FINAL);
    }

    /** Announces the final model of a finished fold again: its record was delivered a second time. */
    public void announceFinal(TrainingRequested request) {
        findFinal(request.runId(), request.fold()).ifPresent(events::send);
    }

    /** Announces the best model so far again, if there is one: the process that published it may have ended before it said so. */
    public void announceBest(TrainingRequested request) {
        find(modelId(request, CheckpointPublished.Kind.BEST)).ifPresent(events::send);
    }

    /** Publishes the final models of a cross-validated run again, with its decision. */
    public void publishDecision(TrainingRequested request, PostProcessingChoice choice) {
        for (int fold = 0; fold < request.folds(); fold++) {
            findFinal(request.runId(), fold).ifPresent(model -> {
                Map<String, Double> scores = new TreeMap<>(model.scores());
                choice.diceAfter().ifPresent(dice -> scores.put("crossValidationDice", dice));
                publish(model.decided(choice.postProcessing(), scores));
            });
        }
    }

    /** Publishes a model again with what is usual for it. */
    public void publishReference(String modelId, QualityReference reference) {
        find(modelId).ifPresent(model -> publish(model.withReference(reference)));
    }

    /** The final models of a run's folds, in order, if all are there and their cross-validation is decided. */
    public Optional<List<String>> decidedTogether(TrainingRequested request) {
        List<String> decided = IntStream.range(0, request.folds())
                .mapToObj(fold -> findFinal(request.runId(), fold))
                .flatMap(Optional::stream)
                .filter(model -> model.postProcessing() != null)
                .map(CheckpointPublished::modelId)
                .toList();
        return Optional.of(decided).filter(all -> all.size() == request.folds());
    }

    /** The final model of a fold, once it is published. */
    public Optional<CheckpointPublished> findFinal(String runId, int fold) {
        return find(CheckpointPublished.finalId(runId, fold));
    }

    /** The model of an id, whoever published it. */
    public Optional<CheckpointPublished> find(String modelId) {
        return catalogue.models().find(modelId);
    }

    private void publish(
            TrainingRequested request, RunState state, TrainingProgressed progress, CheckpointPublished.Kind kind) {
        ObjectRef weights = objects.put(
                SafetensorsWriter.MEDIA_TYPE,
                RunCheckpoint.of(state, request.plan(), request.recipe(), provenance(request, progress))
                        .forServing()
                        .toSafetensors()::write);
        CheckpointPublished published = new CheckpointPublished(
                        modelId(request, kind),
                        request.runId(),
                        request.fold(),
                        state.iteration(),
                        kind,
                        weights,
                        scans.dataset(request),
                        request.plan(),
                        request.recipe(),
                        costs(request, state.training().topology()),
                        scores(progress),
                        probes.store(request, state))
                .wanting(request.preparation());
        // Who ends a fold a second time does not take back what was decided after the first.
        publish(find(published.modelId())
                .filter(before -> before.weights().equals(weights))
                .map(before -> published
                        .decided(before.postProcessing(), before.scores())
                        .withReference(before.reference()))
                .orElse(published));
    }

    private void publish(CheckpointPublished model) {
        catalogue.models().put(model);
        events.send(model);
    }

    /** What a checkpoint's description tells of the engine, by name; nothing before a process took the fold up. */
    public static Map<String, JsonNode> trainedBy(TrainingProgressed progress) {
        return progress.trainedBy() == null
                ? Map.of()
                : Map.of("trainedBy", EventJson.mapper().valueToTree(progress.trainedBy()));
    }

    private static Map<String, JsonNode> provenance(TrainingRequested request, TrainingProgressed progress) {
        Map<String, JsonNode> documents = new HashMap<>(trainedBy(progress));
        documents.put("preparation", EventJson.mapper().valueToTree(request.preparation()));
        if (request.start() != null) {
            documents.put("start", EventJson.mapper().valueToTree(request.start()));
        }
        return documents;
    }

    private static String modelId(TrainingRequested request, CheckpointPublished.Kind kind) {
        String suffix = kind == CheckpointPublished.Kind.FINAL ? "" : "-best";
        return CheckpointPublished.finalId(request.runId(), request.fold()) + suffix;
    }

    private static ModelCosts costs(TrainingRequested request, Topology topology) {
        Graph graph = Architectures.graph(request.plan());
        Costs costs = CostCounter.of(graph, topology, request.plan().patch());
        return new ModelCosts(costs.paramsTotal(), costs.paramsActive(), costs.flopsPaper(), costs.flopsExecuted());
    }

    private static Map<String, Double> scores(TrainingProgressed progress) {
        Map<String, Double> scores = new TreeMap<>();
        if (progress.meanPseudoDice() != null) {
            scores.put("meanPseudoDice", progress.meanPseudoDice());
        }
        if (progress.loss() != null) {
            scores.put("trainingLoss", progress.loss());
        }
        return scores;
    }
}
