package org.e2enet.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.e2enet.client.ScanState;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScoresComputed;
import org.e2enet.contract.Size3;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.quality.Quality;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.dicom.exchange.InstallationKey;
import org.e2enet.prediction.quality.ScanMeasures;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.Progress;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.datasets.DatasetFolder;
import org.e2enet.standalone.datasets.ScanIntake;
import org.e2enet.standalone.models.ServedAlias;
import org.e2enet.standalone.report.DemoReport;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.Installation;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;
import org.e2enet.standalone.stack.StackSession;
import org.e2enet.standalone.training.FollowedRun;
import org.e2enet.standalone.training.TrainingView;

/** One demo from start to report. Not thread safe. */
final class DemoRun {
    private static final String ALIAS = "demo";
    private static final Duration PREDICTION_TIMEOUT = Duration.ofMinutes(10);
    /** Tolerance of a voxel's edge: at 1 mm, the services' default, no surface drawn on a 3 mm grid would ever agree. */
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
                StackSession session = StackSession.of(stack)) {
            Steps steps = new Steps(session, data, samples);
            DemoReport report = steps.run();
            console.result(report);
            if (settings.keep()) {
                console.say("Look at the scan: " + stack.ports().address(ServiceKind.CONSOLE) + "/#/scans/"
                        + steps.heldOutScanId + "; Ctrl-C ends the stack.");
                stack.stayUp();
            }
            return report;
        }
    }

    private double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** The steps, each waiting for the state that ends it. */
    private final class Steps {
        private final StackSession session;
        private final DatasetFolder samples;
        private final ScanIntake scans;
        private final Recipe recipe = settings.recipe();
        private final TrainingView view = new TrainingView(console, recipe);
        private String heldOutScanId;

        Steps(StackSession session, DataFolder data, DatasetFolder samples) {
            this.session = session;
            this.samples = samples;
            this.scans = new ScanIntake(session, InstallationKey.readOrMake(data.installationKey()));
        }

        DemoReport run() throws InterruptedException {
            CaseFiles heldOut = only(files -> !files.training());
            session.ingest().define(samples.definition());
            ScanState training = ingest(only(CaseFiles::training), "left hemisphere, for training");
            ScanState unseen = ingest(heldOut, "right hemisphere, mirrored, held out");
            heldOutScanId = unseen.scanId();

            long trainingNanos = System.nanoTime();
            CheckpointPublished model = train(training);
            double trainingSeconds = secondsSince(trainingNanos);
            PredictionCompleted prediction = predict(unseen);
            ScoresComputed scores = score(prediction);
            List<DemoReport.OtherGrid> otherGrids = otherGrids(heldOut);
            List<DemoReport.Flagged> flagged = settings.spoilt() ? flagged(heldOut, prediction) : List.of();

            Path segmentation = settings.out().resolve(DemoReportWriter.SEGMENTATION);
            session.infer().segmentation(prediction, segmentation);
            DemoReport report = new DemoReportWriter(settings.out(), heldOut, segmentation)
                    .write(new DemoResults(
                            training,
                            unseen,
                            model,
                            prediction,
                            scores,
                            view.trainedBy().orElseThrow(),
                            view.history(),
                            view.fusionNodes(),
                            otherGrids,
                            flagged,
                            trainingSeconds,
                            secondsSince(startedNanos)));
            new DemoSummary(console).show(report, settings.out());
            return report;
        }

        private List<DemoReport.OtherGrid> otherGrids(CaseFiles heldOut) throws InterruptedException {
            List<DemoReport.OtherGrid> grids = new ArrayList<>();
            for (double millimetres : settings.otherGridsMm()) {
                Path folder = settings.out().resolve("held-out-" + millimetres + "mm");
                try {
                    Files.createDirectories(folder);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
                CaseFiles files = CaseOnOtherGrid.write(heldOut, millimetres, folder);
                ScanState scan = ingest(files, "the held-out scan with voxels of " + millimetres + " mm");
                Double dice = score(predict(scan)).meanDice();
                grids.add(new DemoReport.OtherGrid(millimetres, dice == null ? 0 : dice));
            }
            return grids;
        }

        /** The scan itself first. */
        private List<DemoReport.Flagged> flagged(CaseFiles heldOut, PredictionCompleted prediction)
                throws InterruptedException {
            List<DemoReport.Flagged> flagged = new ArrayList<>();
            flagged.add(flagged("as it is", false, prediction));
            for (SpoiltCase spoilt : SpoiltCase.values()) {
                Path folder = settings.out().resolve(spoilt.folder());
                ScanState scan = ingest(spoilt.write(heldOut, folder), "the held-out scan " + spoilt.words());
                flagged.add(flagged(spoilt.words(), true, predict(scan)));
            }
            return flagged;
        }

        private static DemoReport.Flagged flagged(String scan, boolean expected, PredictionCompleted prediction) {
            Quality quality = prediction.quality();
            return new DemoReport.Flagged(scan, expected, quality.judged(), ScanMeasures.flags(quality));
        }

        private ScoresComputed score(PredictionCompleted prediction) throws InterruptedException {
            return session.metrics()
                    .awaitScore(
                            prediction.dataset(),
                            prediction.modelId(),
                            prediction.predictionId(),
                            session.waiting(PREDICTION_TIMEOUT));
        }

        private CaseFiles only(Predicate<CaseFiles> wanted) {
            return samples.cases().stream().filter(wanted).findFirst().orElseThrow();
        }

        private ScanState ingest(CaseFiles files, String what) throws InterruptedException {
            ScanState scan = scans.require(samples.definition(), files);
            console.say("Ingested " + what + ": scan " + scan.scanId() + ", " + scan.voxels()
                    + " voxels after normalisation");
            return scan;
        }

        private CheckpointPublished train(ScanState scan) throws InterruptedException {
            Plan plan = DemoSettings.plan(
                    Size3.of(scan.voxels()),
                    scan.spacingMm(),
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
            TrainingRequested request = new TrainingRequested(
                            runId,
                            0,
                            1,
                            samples.definition().name(),
                            List.of(scan.scanId()),
                            List.of(),
                            plan,
                            recipe,
                            ALIAS)
                    .withEngine(settings.engine());
            session.train().request(request);
            new FollowedRun(session.train(), session::requireHealthy, console)
                    .awaitEnd(request, view)
                    .ifPresent(fault -> {
                        throw fault.exception();
                    });
            CheckpointPublished model = session.train().model(runId, 0);
            ServedAlias.await(
                    session.infer(), new ModelPromoted(ALIAS, model.modelId()), session.waiting(PREDICTION_TIMEOUT));
            console.say("Model %s is published and promoted to '%s'".formatted(model.modelId(), ALIAS));
            return model;
        }

        private PredictionCompleted predict(ScanState scan) throws InterruptedException {
            PredictionCompleted prediction;
            try (Progress progress = new Progress(console, "segmenting the held-out scan")) {
                prediction = session.infer()
                        .awaitEnd(
                                session.infer().request(scan.scanId(), ALIAS).predictionId(),
                                session.waiting(PREDICTION_TIMEOUT),
                                progress::show);
            }
            console.say("Segmented the held-out scan on engine %s, %d windows"
                    .formatted(
                            prediction.provenance().engine(),
                            prediction.provenance().windows()));
            return prediction;
        }
    }
}
