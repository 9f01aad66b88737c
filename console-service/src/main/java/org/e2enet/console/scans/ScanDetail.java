package org.e2enet.console.scans;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Index;
import org.e2enet.catalogue.PredictionTicket;
import org.e2enet.catalogue.ScanStanding;
import org.e2enet.client.MetricsClient;
import org.e2enet.console.config.ConsoleConfig;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.edge.security.Passes;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** One scan with all that was made of it. Scores come from metrics-service, and are left out while it does not answer. */
@Singleton
class ScanDetail {
    private static final Duration METRICS_TIMEOUT = Duration.ofSeconds(5);

    private final Catalogue catalogue;
    private final ScanIndex index;
    private final MetricsClient metrics;

    @Inject
    ScanDetail(Catalogue catalogue, ScanIndex index, ConsoleConfig config, Passes passes) {
        this.catalogue = catalogue;
        this.index = index;
        this.metrics = new MetricsClient(config.metrics(), METRICS_TIMEOUT, passes.ofCaller());
    }

    /**
     * A scan.
     *
     * @param images original files, one per channel
     * @param labels the truth that counts today, absent where there is none
     * @param predictions newest first
     * @param scoresFault why no score is there, absent where scores could be asked for
     */
    public record View(
            ScanRow scan,
            List<Image> images,
            File labels,
            List<Label> classes,
            List<Prediction> predictions,
            Fault scoresFault) {}

    /** An original file. */
    public record Image(int channel, String name, long bytes, String mediaType) {}

    /** The truth's file. @param sha256 tells a corrected one from the one before */
    public record File(long bytes, String mediaType, String sha256) {}

    /** @param label its number in segmentations; background is left out */
    public record Label(int label, String name) {}

    /**
     * A prediction, finished or asked for.
     *
     * @param at when it was finished, or asked for
     * @param classes of its model, where that learned others than the scan's data set has
     */
    public record Prediction(
            String predictionId,
            String state,
            String alias,
            String modelId,
            Instant at,
            PredictionCompleted result,
            ScoresComputed score,
            Fault fault,
            List<Label> classes) {}

    View of(ScanStanding standing) throws InterruptedException {
        String scanId = standing.scanId();
        List<Index.Row<String>> finished = index.predictionsOf(scanId);
        ScanRow row = ScanRow.of(standing, finished.size());
        DatasetDefinition dataset = catalogue.datasets().find(row.dataset()).orElse(null);
        Map<String, ScoresComputed> scores = new HashMap<>();
        Fault scoresFault = finished.isEmpty() ? null : readScores(scanId, scores);
        List<Label> classes = classes(dataset);
        List<Prediction> predictions = new ArrayList<>(finished.stream()
                .flatMap(found -> catalogue.predictions().findReadable(found.id()).stream()
                        .map(result -> finished(result, found.place().at(), scores.get(found.id()), classes)))
                .toList());
        index.requestsOf(scanId).stream()
                .flatMap(found -> catalogue.tickets().findReadable(found.id()).stream())
                .filter(ticket -> ticket.movedTo() == null)
                .map(ScanDetail::asked)
                .forEach(predictions::add);
        predictions.sort(Comparator.comparing(Prediction::at).reversed());
        return new View(row, images(standing, dataset), labels(standing), classes, predictions, scoresFault);
    }

    private Fault readScores(String scanId, Map<String, ScoresComputed> scores) throws InterruptedException {
        try {
            metrics.scoresOf(scanId).forEach(score -> scores.put(score.predictionId(), score));
            return null;
        } catch (FaultException noAnswer) {
            return noAnswer.fault();
        }
    }

    private Prediction finished(
            PredictionCompleted result, Instant at, ScoresComputed score, List<Label> classesOfScan) {
        return new Prediction(
                result.predictionId(),
                "completed",
                result.alias(),
                result.modelId(),
                at,
                result,
                score,
                null,
                classesOf(result).filter(own -> !own.equals(classesOfScan)).orElse(null));
    }

    /** Of its model; of an ensemble, of any member: they learned the same. */
    private Optional<List<Label>> classesOf(PredictionCompleted result) {
        return catalogue
                .models()
                .findReadable(result.modelId())
                .or(() -> catalogue
                        .aliases()
                        .findReadable(result.alias())
                        .filter(alias -> alias.modelId().equals(result.modelId()))
                        .flatMap(alias ->
                                catalogue.models().findReadable(alias.models().getFirst())))
                .map(model -> classes(model.definition()));
    }

    private static Prediction asked(PredictionTicket ticket) {
        String state = ticket.fault() != null ? "failed" : ticket.cancelledAt() != null ? "cancelled" : "queued";
        return new Prediction(
                ticket.request().predictionId(),
                state,
                ticket.request().alias(),
                null,
                ticket.requestedAt(),
                null,
                null,
                ticket.fault(),
                null);
    }

    private static List<Image> images(ScanStanding standing, DatasetDefinition dataset) {
        List<ObjectRef> files = standing.normalized()
                .map(ScanNormalized::images)
                .or(() -> standing.received().map(ScanReceived::images))
                .orElse(List.of());
        return IntStream.range(0, files.size())
                .mapToObj(channel -> new Image(
                        channel,
                        name(dataset, channel),
                        files.get(channel).bytes(),
                        files.get(channel).mediaType()))
                .toList();
    }

    private static String name(DatasetDefinition dataset, int channel) {
        return dataset == null || channel >= dataset.channelNames().size()
                ? null
                : dataset.channelNames().get(channel);
    }

    private File labels(ScanStanding standing) {
        ObjectRef labels = standing.normalized()
                .map(ScanNormalized::labels)
                .or(() -> standing.received().map(catalogue.scans()::withTruth).map(ScanReceived::labels))
                .orElse(null);
        return labels == null ? null : new File(labels.bytes(), labels.mediaType(), labels.sha256());
    }

    private static List<Label> classes(DatasetDefinition dataset) {
        return dataset == null
                ? List.of()
                : dataset.labels().entrySet().stream()
                        .filter(label -> label.getKey() > 0)
                        .sorted(Map.Entry.comparingByKey())
                        .map(label -> new Label(label.getKey(), label.getValue()))
                        .toList();
    }
}
