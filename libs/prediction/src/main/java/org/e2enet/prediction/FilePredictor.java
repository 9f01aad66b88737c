package org.e2enet.prediction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.e2enet.contract.ClassLabels;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.gate.GeometryGate;
import org.e2enet.imaging.gate.GeometryNote;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.orientation.CanonicalOrientation;
import org.e2enet.imaging.prepare.PreparedScan;
import org.e2enet.imaging.prepare.Preprocessor;
import org.e2enet.imaging.quality.ScanFlags;
import org.e2enet.prediction.window.WindowProgress;

/** From a scan of any format to a NIfTI file of labels in one process: reads, prepares, segments, writes. Thread-safe. */
public final class FilePredictor {
    private final Predictor predictor;
    private final Preparation preprocessing;
    private final ClassLabels labels;
    private final ScanReader reader = new ScanReader(ReadLimits.WITH_CHANNELS);

    /** Writes classes as they are. @param preprocessing how the model wants its scans */
    public FilePredictor(Predictor predictor, Preparation preprocessing) {
        this(predictor, preprocessing, ClassLabels.consecutive(1));
    }

    /** @param labels what the classes stand for: their values are written */
    public FilePredictor(Predictor predictor, Preparation preprocessing, ClassLabels labels) {
        this.predictor = predictor;
        this.preprocessing = preprocessing;
        this.labels = labels;
    }

    /**
     * Segments one scan.
     *
     * @param channels one file with all channels, or one file per channel on the same grid
     * @param target where the segmentation goes, {@code .nii} or {@code .nii.gz}
     * @param clock is given the seconds of every stage
     * @throws org.e2enet.faults.FaultException {@code IMG-…} for a bad file, {@code PRE-…} when it does not fit the model
     */
    public Segmentation segment(List<Path> channels, Path target, StageClock clock, WindowProgress progress) {
        clock.enter(Stage.READ);
        Set<GeometryNote> notes = EnumSet.noneOf(GeometryNote.class);
        Volume image = read(channels, notes);
        List<String> flags = new ArrayList<>(ScanFlags.of(image, notes, this::isCt));
        clock.enter(Stage.PREPROCESS);
        requireSize(image.geometry());
        PreparedScan scan = Preprocessor.prepare(image, preprocessing);
        flags.addAll(ScanFlags.of(scan));
        Segmentation segmentation = predictor.segment(scan, clock, progress);
        flags.addAll(segmentation.flags());
        clock.enter(Stage.WRITE);
        labels.toValues(segmentation.labels().labels());
        try {
            NiftiWriter.write(segmentation.labels(), target);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        clock.stop();
        return segmentation.withFlags(flags);
    }

    private void requireSize(Geometry geometry) {
        AxisMapping canonical = CanonicalOrientation.of(geometry.affine());
        ScanFit.requireSize(
                canonical.targetExtent(geometry.extent()), canonical.targetSpacing(geometry.spacing()), preprocessing);
    }

    private boolean isCt(int channel) {
        return channel < preprocessing.channels().size()
                && preprocessing.channels().get(channel).scheme().wantsStatistics();
    }

    private Volume read(List<Path> files, Set<GeometryNote> notes) {
        if (files.isEmpty()) {
            throw new Fault("PRE-105", "no image file was given", "channels", "Name one file per channel.").exception();
        }
        List<Volume> parts = new ArrayList<>();
        for (Path file : files) {
            String name = parts.isEmpty() ? "image" : "channel " + parts.size();
            notes.addAll(reader.readHeader(file, name).notes());
            Volume part = reader.readImage(file, name);
            if (!parts.isEmpty()) {
                notes.addAll(GeometryGate.checkSameGrid(parts.getFirst().geometry(), part.geometry(), name));
            }
            parts.add(part);
        }
        return Volume.ofChannels(parts);
    }
}
