package org.e2enet.imaging.fingerprint;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.imaging.Extent;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Spacing;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.crop.NonzeroRegion;
import org.e2enet.imaging.orientation.AxisMapping;
import org.e2enet.imaging.orientation.CanonicalOrientation;

/**
 * A scan in numbers, along canonical axes (0 to the top, 1 to the front, 2 to the right). A plain record: it travels as
 * JSON and says nothing of the patient.
 *
 * @param extent sizes of the whole array
 * @param croppedExtent sizes of the box around voxels that are not zero
 * @param channels intensities of the foreground: labels above 0, or the nonzero region in a scan without labels
 * @param labels voxels of every label that occurs, 0 included; empty without labels
 */
public record ScanFingerprint(
        Extent extent, Extent croppedExtent, Spacing spacingMm, List<Foreground> channels, List<LabelCount> labels) {
    public ScanFingerprint {
        channels = List.copyOf(channels);
        labels = List.copyOf(labels);
    }

    /** Share of the array's volume that the crop keeps. */
    public double keptShare() {
        return (double) croppedExtent.voxels() / extent.voxels();
    }

    /** @param labels on the image's grid; null for none */
    public static ScanFingerprint of(Volume image, LabelVolume labels) {
        NonzeroRegion region = NonzeroRegion.of(image.extent(), image.channels());
        AxisMapping axes = CanonicalOrientation.of(image.geometry().affine());
        boolean[] foreground = labels == null ? region.mask() : foreground(image, labels);
        return new ScanFingerprint(
                axes.targetExtent(image.extent()),
                axes.targetExtent(region.box().extent()),
                axes.targetSpacing(image.geometry().spacing()),
                image.channels().stream()
                        .map(channel -> Foreground.of(channel, foreground))
                        .toList(),
                labels == null ? List.of() : counts(labels));
    }

    private static boolean[] foreground(Volume image, LabelVolume labels) {
        image.geometry().requireSameGrid(labels.geometry(), "labels");
        boolean[] foreground = new boolean[labels.labels().length];
        for (int n = 0; n < foreground.length; n++) {
            foreground[n] = labels.labels()[n] > 0;
        }
        return foreground;
    }

    private static List<LabelCount> counts(LabelVolume labels) {
        long[] voxels = labels.voxelsPerLabel();
        return IntStream.range(0, voxels.length)
                .filter(label -> voxels[label] > 0)
                .mapToObj(label -> new LabelCount(label, voxels[label]))
                .toList();
    }
}
