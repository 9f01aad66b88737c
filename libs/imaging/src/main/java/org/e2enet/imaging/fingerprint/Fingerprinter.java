package org.e2enet.imaging.fingerprint;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.LabelCount;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.crop.NonzeroRegion;
import org.e2enet.imaging.orientation.CanonicalOrientation;

/** Takes the fingerprint of a scan. */
public final class Fingerprinter {
    private Fingerprinter() {}

    /**
     * The figures of a scan, along canonical axes.
     *
     * @param labels on the image's grid; null for none
     * @throws org.e2enet.faults.FaultException {@code IMG-113} all voxels are zero, {@code IMG-114} labels lie on another grid
     */
    public static ScanFingerprint of(Volume image, LabelVolume labels) {
        NonzeroRegion region = NonzeroRegion.of(image.extent(), image.channels());
        AxisMapping axes = CanonicalOrientation.of(image.geometry().affine());
        boolean[] foreground = labels == null ? region.mask() : foreground(image, labels);
        return new ScanFingerprint(
                axes.targetExtent(image.extent()),
                axes.targetExtent(region.box().extent()),
                axes.targetSpacing(image.geometry().spacing()),
                image.channels().stream()
                        .map(channel -> ForegroundIntensities.of(channel, foreground))
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
