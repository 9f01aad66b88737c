package org.e2enet.standalone.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.e2enet.client.InferClient;
import org.e2enet.client.IngestClient;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.Event;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionFailed;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanRejected;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.standalone.client.EventReader;
import org.e2enet.standalone.client.EventSender;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.datasets.DatasetFolder;
import org.e2enet.standalone.report.DemoReport;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.Installation;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;
import org.e2enet.standalone.training.TrainingView;

/** One demo from start to report. Not thread safe. */
final class DemoRun {
    private static final String ALIAS = "demo";
    private static final Duration SCAN_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration TRAINING_TIMEOUT = Duration.ofHours(12);
    private static final Duration PREDICTION_TIMEOUT = Duration.ofMinutes(5);
    /** A voxel's edge: at 1 mm, the services' default, no surface drawn on a 3 mm grid would ever agree. */
    private static final Map<String, String> SETTINGS = Map.of("METRICS_RULES_TOLERANCE_MM", "3");

    private final DemoSettings settings;
    private final Console console;
    private final long startedNanos = System.nanoTime();

    DemoRun(DemoSettings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    DemoReport run() throws InterruptedException {
        Fonts.requireSome();
        DatasetFolder samples = DatasetFolder.read(Installation.samples(), Optional.empty());
        DataFolder data = DemoData.fresh(settings.out());
        try (LocalStack stack = LocalStack.start(data, StackPorts.of(0, 0), SETTINGS, console);
                EventReader events =
                        new EventReader(stack.ports().bootstrapServers(), Topics.withDefaultPrefix(), Topic.values());
                EventSender sender = new EventSender(stack.ports().bootstrapServers(), Topics.withDefaultPrefix())) {
            return new Steps(stack, events, sender, samples).run();
        }
    }

    private double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** The steps, each waiting for the event that ends it. */
    private final class Steps {
        private final LocalStack stack;
        private final EventReader events;
        private final EventSender sender;
        private final DatasetFolder samples;
        private final Recipe recipe = settings.recipe();
        private final TrainingView view = new TrainingView(console, recipe);

        Steps(LocalStack stack, EventReader events, EventSender sender, DatasetFolder samples) {
            this.stack = stack;
            this.events = events;
            this.sender = sender;
            this.samples = samples;
        }

        DemoReport run() throws InterruptedException {
            CaseFiles heldOut = only(files -> !files.training());
            IngestClient ingest = new IngestClient(stack.ports().address(ServiceKind.INGEST));
            ingest.define(samples.definition());
            ScanNormalized training = ingest(ingest, only(CaseFiles::training), "left hemisphere, for training");
            ScanNormalized unseen = ingest(ingest, heldOut, "right hemisphere, mirrored, held out");

            long trainingNanos = System.nanoTime();
            CheckpointPublished model = train(training);
            double trainingSeconds = secondsSince(trainingNanos);
            PredictionCompleted prediction = predict(unseen);
            ScoresComputed scores = await(
                    ScoresComputed.class,
                    score -> score.predictionId().equals(prediction.predictionId()),
                    PREDICTION_TIMEOUT);

            Path segmentation = settings.out().resolve(DemoReportWriter.SEGMENTATION);
            new InferClient(stack.ports().address(ServiceKind.INFER)).segmentation(prediction, segmentation);
            DemoReport report = new DemoReportWriter(settings.out(), heldOut, segmentation)
                    .write(new DemoResults(
                            training,
                            unseen,
                            model,
                            prediction,
                            scores,
                            view.history(),
                            view.fusionNodes(),
                            trainingSeconds,
                            secondsSince(startedNanos)));
            new DemoSummary(console).show(report, settings.out());
            return report;
        }

        private CaseFiles only(Predicate<CaseFiles> wanted) {
            return samples.cases().stream().filter(wanted).findFirst().orElseThrow();
        }

        private ScanNormalized ingest(IngestClient ingest, CaseFiles files, String what) throws InterruptedException {
            String scanId = ingest.upload(samples.definition().name(), files.images(), files.labels())
                    .scanId();
            ScanNormalized scan =
                    await(ScanNormalized.class, event -> event.scanId().equals(scanId), SCAN_TIMEOUT);
            console.say("Ingested " + what + ": scan " + scanId + ", "
                    + scan.geometry().extent() + " voxels after normalisation");
            return scan;
        }

        private CheckpointPublished train(ScanNormalized scan) throws InterruptedException {
            Plan plan = DemoSettings.plan(
                    scan.geometry(),
                    samples.definition().channelNames().size(),
                    samples.definition().classes());
            String runId = "demo-" + settings.seed();
            console.say(
                    "Training E2ENet: %s channels, patch %s, sparsity %.1f, %d epochs of %d steps, topology update every %d steps"
                            .formatted(
                                    plan.channels(),
                                    plan.patch(),
                                    plan.sparsity(),
                                    recipe.epochs(),
                                    recipe.iterationsPerEpoch(),
                                    recipe.evolution().interval()));
            sender.send(new TrainingRequested(
                    runId, 0, 1, samples.definition().name(), List.of(scan.scanId()), List.of(), plan, recipe, ALIAS));
            CheckpointPublished model = await(
                    CheckpointPublished.class,
                    event -> event.runId().equals(runId) && event.kind() == CheckpointPublished.Kind.FINAL,
                    TRAINING_TIMEOUT);
            await(ModelPromoted.class, event -> event.alias().equals(ALIAS), PREDICTION_TIMEOUT);
            console.say("Model %s is published and promoted to '%s'".formatted(model.modelId(), ALIAS));
            return model;
        }

        private PredictionCompleted predict(ScanNormalized scan) throws InterruptedException {
            console.progress("Segmenting the held-out scan ...");
            sender.send(new PredictionRequested(scan.scanId(), ALIAS));
            PredictionCompleted prediction =
                    await(PredictionCompleted.class, event -> event.scanId().equals(scan.scanId()), PREDICTION_TIMEOUT);
            console.say("Segmented the held-out scan on engine %s, %d windows"
                    .formatted(
                            prediction.provenance().engine(),
                            prediction.provenance().windows()));
            return prediction;
        }

        private <T extends Event> T await(Class<T> kind, Predicate<T> wanted, Duration timeout) {
            return events.await(kind, wanted, timeout, this::onEvent, stack::requireHealthy);
        }

        private void onEvent(Event event) {
            view.show(event);
            switch (event) {
                case ScanRejected rejected -> throw rejected.fault().exception();
                case PredictionFailed failed -> throw failed.fault().exception();
                case TrainingProgressed progress
                when progress.fault() != null -> throw progress.fault().exception();
                default -> {
                    // Shown above, or not for us.
                }
            }
        }
    }
}
