package org.e2enet.imaging.prepare;

import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.faults.Fault;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.crop.NonzeroRegion;
import org.e2enet.imaging.normalize.Normalizer;
import org.e2enet.imaging.orientation.ArrayView;
import org.e2enet.imaging.orientation.CanonicalOrientation;
import org.e2enet.imaging.resample.ImageResampler;
import org.e2enet.imaging.resample.LabelResampler;
import org.e2enet.imaging.resample.Resampling;

/**
 * Prepares scans: canonical orientation, the axis order, crop to the nonzero region, resampling, then normalisation (nnU-Net v1's
 * order: statistics are those of the resampled image). Thread safe; uses all threads of the common pool.
 */
public final class Preprocessor {
    private Preprocessor() {}

    /** A scan without labels. */
    public static PreparedScan prepare(Volume image, Preparation preparation) {
        return prepare(image, null, preparation);
    }

    /**
     * A scan with its labels. Both are left unchanged.
     *
     * @param labels on the image's grid; null for none
     * @throws org.e2enet.faults.FaultException {@code IMG-113} all voxels are zero, {@code IMG-114} labels lie on another
     *     grid, {@code IMG-120} another number of channels than wanted, {@code IMG-121} too many voxels result
     */
    public static PreparedScan prepare(Volume image, LabelVolume labels, Preparation preparation) {
        return prepare(ScanArrays.of(image, labels), preparation, false);
    }

    /** As {@link #prepare(Volume, LabelVolume, Preparation)}, using the arrays up: some may become the result's. */
    public static PreparedScan prepare(ScanArrays scan, Preparation preparation) {
        return prepare(scan, preparation, true);
    }

    private static PreparedScan prepare(ScanArrays scan, Preparation preparation, boolean mayKeep) {
        checkChannels(scan, preparation);
        Size3 extent = scan.geometry().extent();
        boolean masked = preparation.channels().stream().anyMatch(ChannelNormalization::insideNonzero);
        NonzeroRegion region = masked ? NonzeroRegion.of(extent, scan.channels()) : null;
        CropBox box = masked ? region.box() : NonzeroRegion.box(extent, scan.channels());
        PreparedGeometry geometry = geometry(scan.geometry(), box, preparation);
        PreparedGrid grid = new PreparedGrid(geometry);
        ArrayView cropped = grid.croppedView();
        Resampling resampling = grid.resampling();

        boolean[] croppedRegion = masked ? cropped.gather(region.mask()) : null;
        region = null;
        short[] labels = null;
        boolean[] inside = null;
        if (scan.isLabelled()) {
            labels = gathered(scan.takeLabels(), cropped, mayKeep);
        }
        if (masked) {
            short[] before = labels == null ? new short[cropped.extent().arrayLength()] : labels;
            inside = OutsideLabel.inside(
                    LabelResampler.resample(OutsideLabel.marked(before, croppedRegion), resampling));
            croppedRegion = null;
        }
        if (labels != null) {
            labels = LabelResampler.resample(labels, resampling);
        }
        float[] prepared = channels(scan, cropped, resampling, mayKeep);
        int voxels = geometry.extent().arrayLength();
        for (int channel = 0; channel < scan.channelCount(); channel++) {
            Normalizer.apply(preparation.channels().get(channel), prepared, channel * voxels, voxels, inside);
        }
        return new PreparedScan(prepared, scan.channelCount(), labels, geometry);
    }

    private static short[] gathered(short[] source, ArrayView view, boolean mayKeep) {
        short[] target = view.gather(source);
        return target == source && !mayKeep ? source.clone() : target;
    }

    private static float[] channels(ScanArrays scan, ArrayView cropped, Resampling resampling, boolean mayKeep) {
        int voxels = resampling.target().arrayLength();
        int channels = scan.channelCount();
        float[] all = channels == 1 ? null : new float[Math.multiplyExact(voxels, channels)];
        for (int channel = 0; channel < channels; channel++) {
            float[] source = scan.takeChannel(channel);
            float[] view = cropped.gather(source);
            boolean mustCopy = view == source && !mayKeep && channels == 1 && resampling.changesNothing();
            source = null; // goes before the resampler's passes where the view is a copy
            float[] one = ImageResampler.resample(view, resampling);
            if (channels == 1) {
                return mustCopy ? one.clone() : one;
            }
            System.arraycopy(one, 0, all, channel * voxels, voxels);
        }
        return all;
    }

    private static PreparedGeometry geometry(Geometry geometry, CropBox box, Preparation preparation) {
        AxisMapping orientation = CanonicalOrientation.of(geometry.affine());
        AxisMapping transpose = AxisMapping.permutation(preparation.axisOrder());
        AxisMapping axes = orientation.then(transpose);
        CropBox crop = box.through(axes, geometry.extent());
        Spacing before = axes.targetSpacing(geometry.spacing());
        Spacing after = preparation.spacingMm() == null ? before : preparation.spacingMm();
        Size3 extent = Resampling.between(crop.extent(), before, after).target();
        return new PreparedGeometry(
                geometry.extent(), geometry.placement(), orientation, transpose, crop, before, after, extent);
    }

    private static void checkChannels(ScanArrays scan, Preparation preparation) {
        if (scan.channelCount() != preparation.channels().size()) {
            throw new Fault(
                            "IMG-120",
                            preparation.channels().size() + " channels are wanted, the image has "
                                    + scan.channelCount(),
                            "channels",
                            "Send all channels of the scan in the data set's order, or choose another model.")
                    .exception();
        }
    }
}
