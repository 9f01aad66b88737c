package org.e2enet.scoring.surface;

import java.util.ArrayList;
import java.util.List;

/**
 * The marching-cubes surface inside one cube of 2×2×2 voxel centres, derived from the geometry alone. A code has bit
 * {@code dx + 2 dy + 4 dz} set for every corner inside the object.
 *
 * <p>Rules: of a cube with more than four corners inside, the outside is wrapped instead (same surface, other side).
 * Corners joined by cube edges form one body, so corners that only share a face's diagonal are kept apart. Each body is
 * wrapped by one polygon through the midpoints of the cube edges it cuts; where that polygon is not flat, it is cut into
 * the triangles of largest total area in the unit cube. These are the choices of the classical table that
 * google-deepmind/surface-distance uses (Lorensen and Cline, "Marching cubes", 1987).
 */
final class CubeSurface {
    static final int CODES = 256;
    private static final int AXES = 3;
    private static final double EPSILON = 1e-12;

    private CubeSurface() {}

    /** Area normals, in the unit cube, of the triangles of a code: direction and area of each. */
    static List<double[]> areaNormals(int code) {
        int inside = Integer.bitCount(code) > 4 ? ~code & (CODES - 1) : code;
        List<double[]> normals = new ArrayList<>();
        for (int left = inside; left != 0; ) {
            int body = bodyOf(Integer.lowestOneBit(left), inside);
            left &= ~body;
            List<double[]> polygon = polygonAround(body);
            normals.addAll(widestTriangles(polygon, 0, polygon.size() - 1));
        }
        return normals;
    }

    private static int bodyOf(int seed, int inside) {
        int body = seed;
        for (int grown = 0; grown != body; ) {
            grown = body;
            for (int corner = 0; corner < 8; corner++) {
                if ((grown >> corner & 1) == 1) {
                    body |= inside & (1 << (corner ^ 1) | 1 << (corner ^ 2) | 1 << (corner ^ 4));
                }
            }
        }
        return body;
    }

    /** Midpoints of the cut edges, ordered so that neighbours lie on one face of the cube. */
    private static List<double[]> polygonAround(int body) {
        List<double[]> cuts = new ArrayList<>();
        for (int corner = 0; corner < 8; corner++) {
            for (int axis = 0; axis < AXES; axis++) {
                if ((body >> corner & 1) == 1 && (body >> (corner ^ 1 << axis) & 1) == 0) {
                    cuts.add(midpoint(corner, axis));
                }
            }
        }
        List<double[]> polygon = new ArrayList<>(List.of(cuts.removeFirst()));
        while (!cuts.isEmpty()) {
            double[] end = polygon.getLast();
            double[] next = cuts.stream()
                    .filter(cut -> shareFace(end, cut))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("open surface around corners " + body));
            cuts.remove(next);
            polygon.add(next);
        }
        return polygon;
    }

    private static double[] midpoint(int corner, int axis) {
        double[] point = {corner & 1, corner >> 1 & 1, corner >> 2 & 1};
        point[axis] = 0.5;
        return point;
    }

    private static boolean shareFace(double[] a, double[] b) {
        for (int axis = 0; axis < AXES; axis++) {
            if (a[axis] != 0.5 && a[axis] == b[axis]) {
                return true;
            }
        }
        return false;
    }

    private static List<double[]> widestTriangles(List<double[]> polygon, int first, int last) {
        List<double[]> widest = List.of();
        for (int apex = first + 1; apex < last; apex++) {
            List<double[]> triangles = new ArrayList<>(widestTriangles(polygon, first, apex));
            triangles.addAll(widestTriangles(polygon, apex, last));
            triangles.add(areaNormal(polygon.get(first), polygon.get(apex), polygon.get(last)));
            if (area(triangles) > area(widest) + EPSILON) {
                widest = triangles;
            }
        }
        return widest;
    }

    private static double area(List<double[]> normals) {
        return normals.stream().mapToDouble(n -> length(n[0], n[1], n[2])).sum();
    }

    private static double[] areaNormal(double[] a, double[] b, double[] c) {
        double[] ab = {b[0] - a[0], b[1] - a[1], b[2] - a[2]};
        double[] ac = {c[0] - a[0], c[1] - a[1], c[2] - a[2]};
        return new double[] {
            (ab[1] * ac[2] - ab[2] * ac[1]) / 2,
            (ab[2] * ac[0] - ab[0] * ac[2]) / 2,
            (ab[0] * ac[1] - ab[1] * ac[0]) / 2
        };
    }

    static double length(double x, double y, double z) {
        return Math.sqrt(x * x + y * y + z * z);
    }
}
