package org.e2enet.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.components.LargestComponent;
import org.e2enet.imaging.prepare.PreparedScan;
import org.e2enet.imaging.restore.Restoration;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.prediction.quality.ChannelMeasure;
import org.e2enet.prediction.quality.ScanMeasures;
import org.e2enet.prediction.quality.SegmentationMeter;
import org.e2enet.prediction.window.SlidingWindow;
import org.e2enet.prediction.window.WindowProgress;
import org.e2enet.prediction.window.WindowSettings;
import org.e2enet.safetensors.Tensor;

/**
 * Segments prepared scans: sliding window, then labels on the scan's own grid, slice by slice, then post-processing. What the
 * probabilities of the whole scan would take is never held. Thread-safe.
 */
public final class Predictor {
    /** Of the prepared voxels; one in a hundred thousand may go unsaid. */
    private static final double MAX_UNDECIDED_SHARE = 1e-5;

    private final Plan plan;
    private final SlidingWindow window;
    private final PostProcessing postProcessing;
    private final Set<PredictionMap> maps;

    /** Segments without post-processing; as {@link #Predictor(Plan, WindowSettings, List, PostProcessing)}. */
    public Predictor(Plan plan, WindowSettings settings, List<CompiledNetwork> models) {
        this(plan, settings, models, PostProcessing.NONE);
    }

    /**
     * @param plan of the models
     * @param models compiled for the plan's patch; their probabilities are averaged; not closed here
     * @param postProcessing applied on the scan's own grid, where its cross-validation decided on it
     */
    public Predictor(Plan plan, WindowSettings settings, List<CompiledNetwork> models, PostProcessing postProcessing) {
        this(plan, settings, models, postProcessing, Set.of());
    }

    /** As before, with maps beside the labels: each a byte per voxel of the scan, probabilities one per class. */
    public Predictor(
            Plan plan,
            WindowSettings settings,
            List<CompiledNetwork> models,
            PostProcessing postProcessing,
            Set<PredictionMap> maps) {
        this.maps = Set.copyOf(maps);
        this.plan = plan;
        this.window = new SlidingWindow(settings, plan.patch(), plan.classes(), models);
        this.postProcessing = postProcessing;
    }

    /** As {@link #segment(Tensor, PreparedGeometry, StageClock, WindowProgress)}. */
    public Segmentation segment(PreparedScan scan, StageClock clock, WindowProgress progress) {
        Size3 extent = scan.extent();
        Tensor image =
                new Tensor(List.of(scan.channels(), extent.depth(), extent.height(), extent.width()), scan.image());
        return segment(image, scan.geometry(), clock, progress);
    }

    /**
     * Segments a prepared scan.
     *
     * @param image {@code [C, D, H, W]}, of the geometry's extent
     * @param clock is given the seconds of network and resampling
     * @throws org.e2enet.faults.FaultException PRE-103 when the scan has other channels than the plan, PRE-104 when its sizes are
     *     not the geometry's
     * @throws java.util.concurrent.CancellationException when the progress said so
     */
    public Segmentation segment(Tensor image, PreparedGeometry geometry, StageClock clock, WindowProgress progress) {
        check(image, geometry.extent());
        Restoration restoration = new Restoration(geometry, plan.classes(), maps);
        clock.enter(Stage.MEASURE);
        SegmentationMeter meter = new SegmentationMeter(geometry, plan.classes());
        List<ChannelMeasure> channels = ScanMeasures.channels(image.values(), geometry);
        clock.enter(Stage.NETWORK);
        long undecided = window.run(image, progress, (depth, probabilities) -> {
            clock.enter(Stage.MEASURE);
            meter.accept(depth, probabilities);
            clock.enter(Stage.RESAMPLE);
            restoration.accept(depth, probabilities);
            clock.enter(Stage.NETWORK);
        });
        clock.enter(Stage.RESAMPLE);
        LabelVolume labels = restoration.finish();
        long cleared = LargestComponent.apply(postProcessing, labels.extent(), labels.labels());
        List<String> flags = flags(geometry.extent(), labels, cleared, undecided);
        clock.stop();
        return new Segmentation(
                labels,
                window.windows(geometry.extent()),
                undecided,
                new ScanMeasures(geometry, meter.classes(), channels),
                restoration.maps(),
                flags);
    }

    /**
     * Bytes a prediction needs at its peak besides the prepared scan and the models' weights, or −1 where an engine cannot
     * say.
     */
    public long peakBytes(PreparedGeometry geometry) {
        long sliding = window.peakBytes(geometry.extent(), plan.inputChannels());
        return sliding < 0 ? -1 : sliding + restorationBytes(geometry);
    }

    /** The part of {@link #peakBytes} that is Java heap, known for every engine: it must fit beside the prepared scan. */
    public long heapBytes(PreparedGeometry geometry) {
        return window.heapBytes(geometry.extent(), plan.inputChannels()) + restorationBytes(geometry);
    }

    private long restorationBytes(PreparedGeometry geometry) {
        Size3 prepared = geometry.extent();
        long slices = 2L * Float.BYTES * plan.classes() * prepared.height() * prepared.width();
        return slices
                + Short.BYTES * geometry.originalExtent().volume()
                + Restoration.mapBytes(maps, plan.classes(), geometry)
                + SegmentationMeter.bytes(geometry, plan.classes());
    }

    /** How many windows a scan takes. */
    public int windows(PreparedGeometry geometry) {
        return window.windows(geometry.extent());
    }

    private void check(Tensor image, Size3 extent) {
        List<Integer> shape = image.shape();
        if (shape.size() == 4 && shape.getFirst() != plan.inputChannels()) {
            throw ScanFit.channels(plan.inputChannels(), shape.getFirst()).exception();
        }
        List<Integer> wanted = List.of(plan.inputChannels(), extent.depth(), extent.height(), extent.width());
        if (!shape.equals(wanted)) {
            throw new Fault(
                            "PRE-104",
                            "the prepared scan has shape " + shape + ", its geometry says " + wanted,
                            "prepared scan",
                            "Ingest the scan again.")
                    .exception();
        }
    }

    private List<String> flags(Size3 prepared, LabelVolume labels, long cleared, long undecided) {
        List<String> flags = new ArrayList<>();
        if (labels.maxLabel() == 0) {
            flags.add(Segmentation.EMPTY);
        }
        if (cleared > 0) {
            flags.add(Segmentation.CLEARED);
        }
        if (undecided > MAX_UNDECIDED_SHARE * prepared.volume()) {
            flags.add(Segmentation.UNDECIDED);
        }
        Size3 patch = plan.patch();
        if (prepared.depth() < patch.depth()
                || prepared.height() < patch.height()
                || prepared.width() < patch.width()) {
            flags.add(Segmentation.PADDED);
        }
        return flags;
    }
}
