package org.e2enet.scoring.surface;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.imaging.distance.Lattice;

/** Area in mm² of the surface element ("surfel") of every 2×2×2 code at one spacing. See {@link CubeSurface}. */
final class SurfelAreas {
    private static final List<List<double[]>> NORMALS = IntStream.range(0, CubeSurface.CODES)
            .mapToObj(CubeSurface::areaNormals)
            .toList();

    private final double[] areasMm2;

    SurfelAreas(Lattice spacing) {
        double acrossX = spacing.yMm() * spacing.zMm();
        double acrossY = spacing.xMm() * spacing.zMm();
        double acrossZ = spacing.xMm() * spacing.yMm();
        areasMm2 = NORMALS.stream()
                .mapToDouble(normals -> normals.stream()
                        .mapToDouble(n -> CubeSurface.length(n[0] * acrossX, n[1] * acrossY, n[2] * acrossZ))
                        .sum())
                .toArray();
    }

    /** @param code bit {@code dx + 2 dy + 4 dz} set for every corner inside the object; 0 … 255 */
    double areaMm2(int code) {
        return areasMm2[code];
    }
}
