package org.e2enet.contract;

import java.time.Instant;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.IntensityStats;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.quality.Finding;
import org.e2enet.contract.quality.Quality;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.contract.quality.Range;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.contract.scan.Foreground;
import org.e2enet.contract.scan.LabelCount;
import org.e2enet.contract.scan.Placement;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.contract.topology.KernelSet;
import org.e2enet.contract.topology.TensorUpdate;
import org.e2enet.faults.Fault;

/** One of every event, made up. */
final class Samples {
    static final String SCAN = "0123456789abcdef0123456789abcdef";
    private static final String SERIES = "0123456789abcdefghijklmnop";
    static final String SHA = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    static final ObjectRef REF = new ObjectRef("store:objects/ba/" + SHA.substring(2), SHA, 3, "application/gzip");
    static final Fault FAULT = new Fault("IMG-113", "all voxels of the image are zero", "voxels", "Check the export.");
    static final Plan PLAN = PlanBuilder.builder()
            .architecture(Plan.E2ENET)
            .inputChannels(1)
            .classes(3)
            .channels(List.of(16, 32, 64, 96, 96))
            .strides(Collections.nCopies(4, Size3.cube(2)))
            .sparsity(0.8)
            .patch(Size3.cube(32))
            .preparation(Preparation.canonical(null, List.of(ChannelNormalization.Z_SCORE)))
            .build();
    static final Recipe RECIPE = Recipe.quick(2, 50, 7).withOptimizer(Optimizer.adamW(0.003));
    static final DatasetDefinition DATASET = new DatasetDefinition(
            "abdomen",
            List.of("CT"),
            Map.of(0, "background", 1, "liver", 2, "spleen"),
            Preparation.coarsestFirst(
                    new Spacing(2, 1.5, 1.5), List.of(ChannelNormalization.ct(new IntensityStats(80, 40, -100, 250)))),
            Map.of());

    private Samples() {}

    static List<Event> all() {
        return List.of(
                new ScanReceived(
                        SCAN, "abdomen", List.of(REF), REF, "liver", Instant.parse("2026-11-23T10:15:30.250Z")),
                normalized(),
                new ScanRejected(SCAN, "abdomen", FAULT, List.of(REF)),
                new TrainingRequested(
                                "run-1",
                                0,
                                2,
                                "abdomen",
                                List.of(SCAN),
                                List.of("fedcba9876543210"),
                                PLAN,
                                RECIPE,
                                "liver",
                                new TrainingStart("run-0-fold1", TrainingStart.Topology.EVOLVING))
                        .withEngine(EngineChoice.AUTO),
                new TrainingProgressed(
                                "run-1",
                                0,
                                TrainingProgressed.State.RUNNING,
                                1,
                                2,
                                50,
                                100,
                                0.75,
                                0.0015,
                                0.5,
                                List.of(0.5),
                                0.25,
                                12.5,
                                null)
                        .withTrainedBy(new TrainedBy("sparse", "a sparse network on a CPU")),
                masksEvolved(),
                new CheckpointPublished(
                        "run-1-f0-100",
                        "run-1",
                        0,
                        100,
                        CheckpointPublished.Kind.FINAL,
                        REF,
                        DATASET,
                        PLAN,
                        RECIPE,
                        new ModelCosts(2_000_000, 800_000, 5_000_000_000L, 4_000_000_000L),
                        Map.of("meanPseudoDice", 0.8),
                        REF,
                        new PostProcessing(true, List.of(2)),
                        null,
                        new QualityReference(3, List.of(List.of(-1.0, 2.0)), Map.of("volume.1", new Range(1.0, null)))),
                new ModelPromoted("liver", "run-1-ensemble", List.of("run-1-fold0", "run-1-fold1")),
                new PredictionRequested(
                        SCAN,
                        "liver",
                        "p0123",
                        Priority.URGENT,
                        Instant.parse("2026-01-02T03:04:05Z"),
                        Mirroring.NONE,
                        0.75,
                        List.of(PredictionMap.UNCERTAINTY)),
                new PredictionCompleted(
                        "p0123",
                        SCAN,
                        "abdomen",
                        "run-1-f0-100",
                        "liver",
                        REF,
                        new PredictionCompleted.Provenance(
                                SHA,
                                SHA,
                                "sparse",
                                Map.of("e2enet", "0.1.0"),
                                8,
                                Map.of("network", 1.5, "read", 0.25),
                                512,
                                List.of(),
                                Map.of("run-1-fold0", SHA, "run-1-fold1", SHA)),
                        new Quality(true, Map.of("volume.1", 0.5), List.of(new Finding("volume.1", 0.5, 1.0, null))),
                        Map.of("uncertainty", REF),
                        REF),
                new PredictionFailed(SCAN, "liver", FAULT),
                new PredictionCancelled("p0123", SCAN, "liver"),
                new ScoresComputed(
                        "p0123",
                        SCAN,
                        "run-1-f0-100",
                        "abdomen",
                        "absent-undefined",
                        "surfel",
                        "surfel-weighted",
                        List.of(
                                new ScoresComputed.ClassScore(
                                        1, "liver", 100, 90, 200, 180, 10, 0.9, 0.95, 1, 3.5, 2.5, true),
                                new ScoresComputed.ClassScore(
                                        2, "spleen", 0, 0, 0, 0, 0, null, null, 1, null, null, false)),
                        0.9,
                        0.95,
                        1,
                        0.5),
                new ModelScored("run-1-f0-100", "abdomen", 1, 90.0, 95.0, 0.8, 5, 2.0, 1, 0.5, List.of("run-1-f0-100")),
                new SeriesAccepted(SERIES, "pacs", "brain-mr", SCAN, "abdomen", "liver", 120, List.of("gantry-tilt")),
                new SeriesRefused(SERIES, "pacs", FAULT),
                new ResultDelivered(SERIES, SCAN, "p0123", "pacs", "SEG", 12345, 2, 3.25),
                new ResultUndelivered(SERIES, SCAN, "p0123", "pacs", "SEG", 8, FAULT),
                AuditRecorded.of(
                        "infer-service-0123456789ab",
                        1,
                        AuditRecorded.BEGIN,
                        new AuditRecorded.Deed(
                                Instant.parse("2026-01-02T03:04:05.678Z"),
                                "infer-service",
                                "anonymous",
                                "192.0.2.1",
                                "POST /predictions",
                                List.of("scan " + SCAN, "/predictions/p0123"),
                                "done",
                                202)));
    }

    private static ScanNormalized normalized() {
        Size3 original = new Size3(8, 10, 12);
        CropBox crop = new CropBox(1, 2, 3, new Size3(6, 6, 6));
        Spacing spacing = new Spacing(2, 1, 1);
        PreparedGeometry geometry = new PreparedGeometry(
                original,
                new Placement(
                        0,
                        2,
                        List.of(1f, 1f, 1f, 2f),
                        Collections.nCopies(6, 0f),
                        List.of(1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 2f, 0f),
                        2),
                AxisMapping.IDENTITY,
                AxisMapping.IDENTITY,
                crop,
                spacing,
                new Spacing(1, 1, 1),
                new Size3(12, 6, 6));
        List<Double> quantiles = Collections.nCopies(Foreground.shares().length, 80.0);
        ScanFingerprint fingerprint = new ScanFingerprint(
                original,
                crop.extent(),
                spacing,
                List.of(new Foreground(32, 80, 40, quantiles)),
                List.of(new LabelCount(0, 928), new LabelCount(1, 32)));
        return new ScanNormalized(
                SCAN, "abdomen", List.of(REF), null, REF, geometry, fingerprint, List.of("anisotropic"));
    }

    private static MasksEvolved masksEvolved() {
        BitSet dropped = new BitSet();
        dropped.set(3);
        dropped.set(200);
        BitSet grown = new BitSet();
        grown.set(0);
        grown.set(511);
        return new MasksEvolved(
                "run-1",
                0,
                1,
                50,
                0.25,
                List.of(new TensorEvolution(
                        "loc0.0.0.conv.weight",
                        16,
                        32,
                        new TensorUpdate(
                                KernelSet.of(dropped),
                                KernelSet.of(grown),
                                102,
                                new TensorUpdate.L1Statistics(0.001, 0.5, 2.5, 0.002)))),
                List.of(new DirectionShares("x^{1,1}", 0.5, 0.5, 0)),
                0.375,
                REF);
    }
}
