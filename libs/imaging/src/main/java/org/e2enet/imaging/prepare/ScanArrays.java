package org.e2enet.imaging.prepare;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;

/**
 * A scan's arrays on their way into preparation. Each is handed out once, so that it can go as soon as it is used up: the largest
 * scans are prepared in half the memory then. Not thread safe.
 */
public final class ScanArrays {
    private final Geometry geometry;
    private final List<float[]> channels;
    private short[] labels;

    private ScanArrays(Geometry geometry, List<float[]> channels, short[] labels) {
        this.geometry = geometry;
        this.channels = new ArrayList<>(channels);
        this.labels = labels;
    }

    /**
     * The arrays of a scan. Whoever wants them to go keeps neither argument.
     *
     * @param labels on the image's grid; null for none
     * @throws org.e2enet.faults.FaultException {@code IMG-114} labels lie on another grid
     */
    public static ScanArrays of(Volume image, LabelVolume labels) {
        if (labels != null) {
            image.geometry().requireSameGrid(labels.geometry(), "labels");
        }
        return new ScanArrays(image.geometry(), image.channels(), labels == null ? null : labels.labels());
    }

    Geometry geometry() {
        return geometry;
    }

    int channelCount() {
        return channels.size();
    }

    boolean isLabelled() {
        return labels != null;
    }

    /** What is still there, to be looked at. */
    List<float[]> channels() {
        return List.copyOf(channels);
    }

    float[] takeChannel(int channel) {
        return channels.set(channel, null);
    }

    short[] takeLabels() {
        short[] taken = labels;
        labels = null;
        return taken;
    }
}
