package org.e2enet.prediction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.orientation.CanonicalOrientation;
import org.e2enet.imaging.prepare.PreparedScan;
import org.e2enet.imaging.prepare.Preprocessor;
import org.e2enet.prediction.window.WindowProgress;

/** From a NIfTI file to a NIfTI file in one process: reads, prepares, segments, writes. Thread-safe. */
public final class FilePredictor {
    private final Predictor predictor;
    private final Preparation preprocessing;
    private final NiftiReader reader = new NiftiReader(ReadLimits.WITH_CHANNELS);

    /** @param preprocessing how the model wants its scans */
    public FilePredictor(Predictor predictor, Preparation preprocessing) {
        this.predictor = predictor;
        this.preprocessing = preprocessing;
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
        Volume image = read(channels);
        clock.enter(Stage.PREPROCESS);
        requireSize(image.geometry());
        PreparedScan scan = Preprocessor.prepare(image, preprocessing);
        Segmentation segmentation = predictor.segment(scan, clock, progress);
        clock.enter(Stage.WRITE);
        try {
            NiftiWriter.write(segmentation.labels(), target);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        clock.stop();
        return segmentation;
    }

    private void requireSize(Geometry geometry) {
        AxisMapping canonical = CanonicalOrientation.of(geometry.affine());
        ScanFit.requireSize(
                canonical.targetExtent(geometry.extent()), canonical.targetSpacing(geometry.spacing()), preprocessing);
    }

    private Volume read(List<Path> files) {
        if (files.isEmpty()) {
            throw new Fault("PRE-105", "no image file was given", "channels", "Name one file per channel.").exception();
        }
        Volume first = reader.readImage(files.getFirst(), "image");
        if (files.size() == 1) {
            return first;
        }
        Geometry geometry = first.geometry();
        List<float[]> channels = new ArrayList<>(first.channels());
        for (int n = 1; n < files.size(); n++) {
            String name = "channel " + n;
            Volume next = reader.readImage(files.get(n), name);
            geometry.requireSameGrid(next.geometry(), name);
            channels.addAll(next.channels());
        }
        return new Volume(geometry, channels);
    }
}
