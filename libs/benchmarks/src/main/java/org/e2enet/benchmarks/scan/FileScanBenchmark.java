package org.e2enet.benchmarks.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.e2enet.benchmarks.InferenceBenchmark;
import org.e2enet.benchmarks.Peer;
import org.e2enet.benchmarks.ProcessMemory;
import org.e2enet.benchmarks.ProcessTime;
import org.e2enet.benchmarks.RandomModel;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.VoxelType;
import org.e2enet.imaging.prepare.Preprocessor;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.engine.Model;
import org.e2enet.prediction.FilePredictor;
import org.e2enet.prediction.Predictor;
import org.e2enet.prediction.Segmentation;
import org.e2enet.prediction.StageClock;
import org.e2enet.prediction.window.WindowGrid;
import org.e2enet.prediction.window.WindowSettings;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.sparse.SparseOptions;

/**
 * A made-up scan from {@code .nii.gz} to {@code .nii.gz} by the same sliding window, one network after the other: the plan's on the sparse
 * engine, then each peer. Random weights: the time of the network does not depend on them, what follows it does.
 */
public final class FileScanBenchmark {
    private static final long SEED = 20261123;

    private static final Preparation MILLIMETRE =
            Preparation.canonical(new Spacing(1, 1, 1), List.of(ChannelNormalization.Z_SCORE));
    private static final WindowSettings WINDOW = WindowSettings.PAPER.withoutMirroring();

    private final Size3 extent;
    private final Plan plan;
    private final boolean structured;
    private final int threads;
    private final List<Peer> peers;
    private final int runs;
    private final Consumer<String> progress;

    /**
     * @param scan extents in voxels, at least the plan's patch
     * @param plan with a patch; prepared without a word about it, each channel's z-score at 1 mm
     * @param structured whether what follows the networks is given {@link Structures} instead of what random weights answer
     * @param runs of each network, one after the other: the least time of each stage counts
     * @param progress is told how far it got
     */
    public FileScanBenchmark(
            Size3 scan,
            Plan plan,
            boolean structured,
            int threads,
            List<Peer> peers,
            int runs,
            Consumer<String> progress) {
        this.runs = runs;
        this.extent = new ScanSettings(scan, plan.classes(), plan.patch(), 0).scan();
        this.plan = plan.preparation() != null
                ? plan
                : plan.withPreparation(MILLIMETRE.withChannels(
                        Collections.nCopies(plan.inputChannels(), ChannelNormalization.Z_SCORE)));
        this.structured = structured;
        this.threads = threads;
        this.peers = List.copyOf(peers);
        this.progress = progress;
    }

    public FileScanReport run() {
        try {
            Path folder = Files.createTempDirectory("e2enet-bench");
            Path scan = folder.resolve("scan.nii.gz");
            Path target = folder.resolve("segmentation.nii.gz");
            try {
                NiftiWriter.write(body(), NiftiEncoding.of(VoxelType.INT16), scan);
                List<FileScanReport.Way> ways = new ArrayList<>();
                SparseEngine sparse = new SparseEngine(SparseOptions.defaults().withThreads(threads));
                ways.add(segment(plan.architecture() + "/sparse", plan, sparse, scan, target));
                for (Peer peer : peers) {
                    ways.add(segment(peer.label(), fitting(peer), peer.engine(threads), scan, target));
                }
                return new FileScanReport(
                        InferenceBenchmark.machine(), extent, plan.classes(), plan.patch(), Files.size(scan), ways);
            } finally {
                Files.deleteIfExists(scan);
                Files.deleteIfExists(target);
                Files.deleteIfExists(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Plan fitting(Peer peer) {
        return peer.plan(plan.patch(), plan.sparsity())
                .withPreparation(null)
                .withEnds(plan.inputChannels(), plan.classes())
                .withPreparation(plan.preparation());
    }

    private FileScanReport.Way segment(String name, Plan plan, Engine engine, Path scan, Path target) {
        Model model = RandomModel.of(Architectures.graph(plan), plan.sparsity(), SEED);
        try (CompiledNetwork network = answering(engine.compile(model, plan.patch()))) {
            ProcessMemory.restartPeak();
            Predictor predictor = new Predictor(plan, WINDOW, List.of(network));
            Map<String, Double> seconds = new LinkedHashMap<>();
            Map<String, Double> cpuSeconds = new LinkedHashMap<>();
            int windows = 0;
            for (int run = 1; run <= runs; run++) {
                StageClock clock = new StageClock(ProcessTime::nanos);
                String told = name + (runs == 1 ? "" : ", run " + run) + ": window ";
                Segmentation found = new FilePredictor(predictor, plan.preparation())
                        .segment(
                                List.of(scan),
                                target,
                                clock,
                                (done, total) -> progress.accept(told + done + " of " + total));
                windows = found.windows();
                clock.seconds().forEach((stage, spent) -> seconds.merge(stage, spent, Math::min));
                clock.processorSeconds().forEach((stage, spent) -> cpuSeconds.merge(stage, spent, Math::min));
            }
            return FileScanReport.Way.of(name, windows, seconds, cpuSeconds, ProcessMemory.peakMiB());
        }
    }

    private CompiledNetwork answering(CompiledNetwork network) {
        if (!structured) {
            return network;
        }
        Size3 prepared = Preprocessor.prepare(body(), plan.preparation()).extent();
        return new StructuredNetwork(
                network,
                new Structures(prepared, plan.classes(), SEED),
                WindowGrid.of(prepared, plan.patch(), WINDOW.step()),
                plan.patch());
    }

    /** Tissue with noise all over, as CT numbers, at the spacing that the plan wants. */
    private Volume body() {
        float[] voxels = new float[extent.arrayLength()];
        IntStream.range(0, extent.depth()).parallel().forEach(d -> {
            Random random = new Random(SEED + d);
            for (int h = 0; h < extent.height(); h++) {
                for (int w = 0; w < extent.width(); w++) {
                    double wave = Math.sin(0.05 * d) + Math.sin(0.04 * h) + Math.cos(0.03 * w);
                    voxels[extent.offset(d, h, w)] = Math.round(400 + 100 * wave + 20 * random.nextGaussian());
                }
            }
        });
        Spacing wanted = plan.preparation().canonicalSpacingMm();
        Spacing spacing = wanted == null ? MILLIMETRE.spacingMm() : wanted;
        return new Volume(Geometry.of(extent, spacing), Collections.nCopies(plan.inputChannels(), voxels));
    }
}
