package org.e2enet.dicom.part10;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A DICOM file as read.
 *
 * @param body the (inflated) data set that {@link PixelData} counts its bytes from; valid as long as the segment it was
 *     read from
 * @param pixels empty for objects without integer pixels
 */
public record Part10File(
        TransferSyntax syntax, DataSet meta, DataSet dataSet, Optional<PixelData> pixels, MemorySegment body) {}
