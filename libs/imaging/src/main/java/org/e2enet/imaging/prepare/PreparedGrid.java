package org.e2enet.imaging.prepare;

import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.orientation.ArrayView;
import org.e2enet.imaging.resample.Resampling;

/** What follows from a prepared scan's geometry. Checked: the prepared sizes are those that the spacings give. */
public record PreparedGrid(PreparedGeometry geometry) {
    public PreparedGrid {
        if (!resampling(geometry).target().equals(geometry.extent())) {
            throw new IllegalArgumentException("sizes of the prepared array do not follow from the spacings");
        }
    }

    private static Resampling resampling(PreparedGeometry geometry) {
        return Resampling.between(geometry.crop().extent(), geometry.spacingBeforeMm(), geometry.spacingMm());
    }

    /** The scan's own grid. */
    public Geometry original() {
        return new Geometry(geometry.originalExtent(), geometry.originalPlacement());
    }

    /** From the cropped to the prepared grid. */
    public Resampling resampling() {
        return resampling(geometry);
    }

    /** The cropped array, in prepared axes, within the scan's own. */
    public ArrayView croppedView() {
        return ArrayView.of(geometry.orientation().then(geometry.transpose()), geometry.originalExtent())
                .part(geometry.crop());
    }
}
