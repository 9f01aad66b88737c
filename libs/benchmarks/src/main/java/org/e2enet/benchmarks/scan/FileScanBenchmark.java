package org.e2enet.benchmarks.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.engine.Model;
import org.e2enet.prediction.FilePredictor;
import org.e2enet.prediction.Predictor;
import org.e2enet.prediction.Segmentation;
import org.e2enet.prediction.StageClock;
import org.e2enet.prediction.window.WindowSettings;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.sparse.SparseOptions;

/**
 * A made-up scan from {@code .nii.gz} to {@code .nii.gz} by the same sliding window, one network after the other: E2ENet on the sparse engine,
 * then each peer. Random weights: the time does not depend on them.
 */
public final class FileScanBenchmark {
    private static final long SEED = 20261123;

    private final ScanSettings settings;
    private final double sparsity;
    private final int threads;
    private final List<Peer> peers;
    private final int runs;
    private final Consumer<String> progress;

    /**
     * @param sparsity of E2ENet
     * @param runs of each network, one after the other: the least time of each stage counts
     * @param progress is told how far it got
     */
    public FileScanBenchmark(
            ScanSettings settings,
            double sparsity,
            int threads,
            List<Peer> peers,
            int runs,
            Consumer<String> progress) {
        this.runs = runs;
        this.settings = settings;
        this.sparsity = sparsity;
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
                Plan own = Peer.fitted(Presets.named("paper"), settings.patch()).withSparsity(sparsity);
                ways.add(segment("e2enet/sparse", own, sparse, scan, target));
                for (Peer peer : peers) {
                    ways.add(segment(
                            peer.label(), peer.plan(settings.patch(), sparsity), peer.engine(threads), scan, target));
                }
                return new FileScanReport(
                        InferenceBenchmark.machine(),
                        settings.scan(),
                        settings.classes(),
                        settings.patch(),
                        Files.size(scan),
                        ways);
            } finally {
                Files.deleteIfExists(scan);
                Files.deleteIfExists(target);
                Files.deleteIfExists(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private FileScanReport.Way segment(String name, Plan preset, Engine engine, Path scan, Path target) {
        Plan plan = preset.withEnds(1, settings.classes());
        Model model = RandomModel.of(Architectures.graph(plan), plan.sparsity(), SEED);
        try (CompiledNetwork network = engine.compile(model, settings.window())) {
            ProcessMemory.restartPeak();
            Predictor predictor = new Predictor(plan, WindowSettings.PAPER.withoutMirroring(), List.of(network));
            Preparation preparation =
                    Preparation.canonical(new Spacing(1, 1, 1), List.of(ChannelNormalization.Z_SCORE));
            Map<String, Double> seconds = new LinkedHashMap<>();
            Map<String, Double> cpuSeconds = new LinkedHashMap<>();
            int windows = 0;
            for (int run = 1; run <= runs; run++) {
                StageClock clock = new StageClock(ProcessTime::nanos);
                String told = name + (runs == 1 ? "" : ", run " + run) + ": window ";
                Segmentation found = new FilePredictor(predictor, preparation)
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

    /** Tissue with noise in all of the array but its outermost voxels, as CT numbers. */
    private Volume body() {
        Size3 extent = new Size3(
                settings.scan().depth(),
                settings.scan().height(),
                settings.scan().width());
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
        return new Volume(Geometry.of(extent, new Spacing(1, 1, 1)), List.of(voxels));
    }
}
