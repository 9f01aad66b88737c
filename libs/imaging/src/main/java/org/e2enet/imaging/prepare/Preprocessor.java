package org.e2enet.imaging.prepare;

import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.contract.scan.Extent;
import org.e2enet.contract.scan.PreparedGeometry;
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
 * Prepares scans: canonical orientation, the plan's axis order, crop to the nonzero region, resampling, then
 * normalisation (nnU-Net v1's order: statistics are those of the resampled image). Inputs are left unchanged. Thread
 * safe; uses all threads of the common pool.
 */
public final class Preprocessor {
    private Preprocessor() {}

    /** A scan without labels. */
    public static PreparedScan prepare(Volume image, PreprocessingPlan plan) {
        return prepare(image, null, plan);
    }

    /**
     * A scan with its labels.
     *
     * @param labels on the image's grid; null for none
     * @throws org.e2enet.faults.FaultException {@code IMG-113} all voxels are zero, {@code IMG-114} labels lie on another
     *     grid, {@code IMG-120} another number of channels than planned, {@code IMG-121} too many voxels result
     */
    public static PreparedScan prepare(Volume image, LabelVolume labels, PreprocessingPlan plan) {
        checkChannels(image, plan);
        if (labels != null) {
            image.geometry().requireSameGrid(labels.geometry(), "labels");
        }
        NonzeroRegion region = NonzeroRegion.of(image.extent(), image.channels());
        PreparedGeometry geometry = geometry(image.geometry(), region.box(), plan);
        PreparedGrid grid = new PreparedGrid(geometry);
        ArrayView cropped = grid.croppedView();
        Resampling resampling = grid.resampling();

        short[] preparedLabels = labels == null ? null : cropped.gather(labels.labels());
        boolean[] inside = null;
        if (plan.channels().stream().anyMatch(ChannelNormalization::insideNonzero)) {
            short[] before = preparedLabels == null ? new short[cropped.extent().arrayLength()] : preparedLabels;
            short[] marked = OutsideLabel.marked(before, cropped.gather(region.mask()));
            inside = OutsideLabel.inside(LabelResampler.resample(marked, resampling));
        }
        if (labels != null) {
            preparedLabels = LabelResampler.resample(preparedLabels, resampling);
            preparedLabels = preparedLabels == labels.labels() ? preparedLabels.clone() : preparedLabels;
        }
        float[] prepared = channels(image, cropped, resampling);
        int voxels = geometry.extent().arrayLength();
        for (int channel = 0; channel < image.channelCount(); channel++) {
            Normalizer.apply(plan.channels().get(channel), prepared, channel * voxels, voxels, inside);
        }
        return new PreparedScan(prepared, image.channelCount(), preparedLabels, geometry);
    }

    private static float[] channels(Volume image, ArrayView cropped, Resampling resampling) {
        int voxels = resampling.target().arrayLength();
        float[] all = null;
        for (int channel = 0; channel < image.channelCount(); channel++) {
            float[] source = image.channel(channel);
            float[] one = ImageResampler.resample(cropped.gather(source), resampling);
            if (image.channelCount() == 1) {
                return one == source ? one.clone() : one;
            }
            all = all == null ? new float[Math.multiplyExact(voxels, image.channelCount())] : all;
            System.arraycopy(one, 0, all, channel * voxels, voxels);
        }
        return all;
    }

    private static PreparedGeometry geometry(Geometry geometry, CropBox box, PreprocessingPlan plan) {
        AxisMapping orientation = CanonicalOrientation.of(geometry.affine());
        AxisMapping transpose = AxisMapping.permutation(plan.axisOrder());
        AxisMapping axes = orientation.then(transpose);
        CropBox crop = box.through(axes, geometry.extent());
        var before = axes.targetSpacing(geometry.spacing());
        Extent extent = Resampling.between(crop.extent(), before, plan.targetSpacingMm())
                .target();
        return new PreparedGeometry(
                geometry.extent(),
                geometry.placement(),
                orientation,
                transpose,
                crop,
                before,
                plan.targetSpacingMm(),
                extent);
    }

    private static void checkChannels(Volume image, PreprocessingPlan plan) {
        if (image.channelCount() != plan.channels().size()) {
            throw new Fault(
                            "IMG-120",
                            plan.channels().size() + " channels are planned, the image has " + image.channelCount(),
                            "channels",
                            "Send all channels of the scan in the data set's order, or choose another model.")
                    .exception();
        }
    }
}
