package org.e2enet.scoring.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.e2enet.imaging.distance.Lattice;
import org.junit.jupiter.api.Test;

/** Areas worked out by hand for the shapes a cube can hold. */
class SurfelAreasTest {
    private static final double ROOT3 = Math.sqrt(3);
    private final SurfelAreas unit = new SurfelAreas(new Lattice(1, 1, 1, 1, 1, 1));

    @Test
    void shouldCutOneCornerOffByAnEquilateralTriangle() {
        // Sides of sqrt(1/2): area sqrt(3)/4 * 1/2.
        IntStream.range(0, 8).forEach(corner -> assertEquals(ROOT3 / 8, unit.areaMm2(1 << corner), 1e-12));
    }

    @Test
    void shouldWrapAnEdgeByARectangle() {
        // 1 by sqrt(1/2).
        assertEquals(Math.sqrt(0.5), unit.areaMm2(0b11), 1e-12);
    }

    @Test
    void shouldWrapThreeCornersByHalfTheFaceAndAFlatQuadrangle() {
        // Half a face (1/2), then the quadrangle x + y + z = 3/2: three unit triangles of sqrt(3)/8.
        assertEquals(0.5 + 3 * ROOT3 / 8, unit.areaMm2(0b111), 1e-12);
    }

    @Test
    void shouldCutAFaceOffByASquareAndATripodByAHexagon() {
        assertEquals(1, unit.areaMm2(0b1111), 1e-12);
        // A regular hexagon with sides of sqrt(1/2): six triangles of sqrt(3)/8.
        assertEquals(6 * ROOT3 / 8, unit.areaMm2(0b10111), 1e-12);
    }

    @Test
    void shouldWrapAChainByTheWidestTriangles() {
        // Corners 0-1-3-7. One triangle of normal 3/8 (1,1,1), one of 1/8 (1,1,1), two of a rectangle's half,
        // sqrt(2)/4.
        assertEquals(ROOT3 / 2 + Math.sqrt(0.5), unit.areaMm2(0b10001011), 1e-12);
    }

    @Test
    void shouldKeepCornersApartThatShareOnlyADiagonal() {
        assertEquals(2 * ROOT3 / 8, unit.areaMm2(0b1001), 1e-12);
        assertEquals(4 * ROOT3 / 8, unit.areaMm2(0b01101001), 1e-12);
    }

    @Test
    void shouldScaleEachDirectionByItsSpacing() {
        SurfelAreas areas = new SurfelAreas(new Lattice(1, 1, 1, 2, 3, 5));

        // The face between x = 0 and x = 1: corners 0, 2, 4, 6 inside.
        assertEquals(15, areas.areaMm2(0b01010101), 1e-12);
        assertEquals(10, areas.areaMm2(0b00110011), 1e-12);
        assertEquals(6, areas.areaMm2(0b00001111), 1e-12);
    }

    @Test
    void shouldSeeTheSameSurfaceFromInsideAndOutside() {
        SurfelAreas areas = new SurfelAreas(new Lattice(1, 1, 1, 0.7, 0.9, 3));
        for (int code = 0; code < CubeSurface.CODES; code++) {
            assertEquals(areas.areaMm2(code), areas.areaMm2(255 - code), 1e-12, "code " + code);
            assertTrue(areas.areaMm2(code) > 0 || code == 0 || code == 255, "code " + code);
        }
    }
}
