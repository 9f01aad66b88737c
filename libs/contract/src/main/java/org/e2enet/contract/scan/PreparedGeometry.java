package org.e2enet.contract.scan;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import org.e2enet.contract.Size3;

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
        @JsonSerialize(using = SizeByName.class) Size3 originalExtent,
        Placement originalPlacement,
        AxisMapping orientation,
        AxisMapping transpose,
        CropBox crop,
        Spacing spacingBeforeMm,
        Spacing spacingMm,
        @JsonSerialize(using = SizeByName.class) Size3 extent) {}
