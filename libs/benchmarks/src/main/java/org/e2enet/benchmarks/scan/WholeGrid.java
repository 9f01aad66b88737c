package org.e2enet.benchmarks.scan;

import org.e2enet.contract.Size3;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Affine;

/** The geometry of a scan that was taken as it is: 1 mm, uncropped, in its own axes. */
final class WholeGrid {
    private WholeGrid() {}

    static PreparedGeometry of(Size3 size) {
        Spacing millimetre = new Spacing(1, 1, 1);
        return new PreparedGeometry(
                size,
                Affine.ofSpacing(millimetre).placement(),
                AxisMapping.IDENTITY,
                AxisMapping.IDENTITY,
                new CropBox(0, 0, 0, size),
                millimetre,
                millimetre,
                size);
    }
}
