package org.e2enet.imaging.prepare;

import org.e2enet.imaging.Extent;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Placement;
import org.e2enet.imaging.Spacing;
import org.e2enet.imaging.crop.CropBox;
import org.e2enet.imaging.orientation.ArrayView;
import org.e2enet.imaging.orientation.AxisMapping;
import org.e2enet.imaging.resample.Resampling;

/**
 * All it takes to bring a prediction back to the scan's own grid. A plain record of numbers: it travels as JSON and says
 * nothing of the patient. "Prepared axes" are the array axes the network sees.
 *
 * @param originalExtent sizes of the scan's array
 * @param originalPlacement where it lies
 * @param orientation from the scan's axes to canonical ones
 * @param transpose from canonical to prepared axes
 * @param crop box within the whole array, in prepared axes
 * @param spacingBeforeMm along prepared axes, before resampling
 * @param spacingMm along prepared axes, of the prepared array
 * @param extent sizes of the prepared array
 */
public record PreparedGeometry(
        Extent originalExtent,
        Placement originalPlacement,
        AxisMapping orientation,
        AxisMapping transpose,
        CropBox crop,
        Spacing spacingBeforeMm,
        Spacing spacingMm,
        Extent extent) {
    public PreparedGeometry {
        if (!resampling(crop, spacingBeforeMm, spacingMm).target().equals(extent)) {
            throw new IllegalArgumentException("sizes of the prepared array do not follow from the spacings");
        }
    }

    private static Resampling resampling(CropBox crop, Spacing before, Spacing after) {
        return Resampling.between(crop.extent(), before, after);
    }

    /** The scan's own grid. */
    public Geometry original() {
        return new Geometry(originalExtent, originalPlacement);
    }

    /** From the cropped to the prepared grid. */
    public Resampling resampling() {
        return resampling(crop, spacingBeforeMm, spacingMm);
    }

    /** The cropped array, in prepared axes, within the scan's own. */
    public ArrayView croppedView() {
        return crop.within(orientation.then(transpose).view(originalExtent));
    }
}
