package org.e2enet.dicom.rtstruct;

/**
 * A closed line along the edges of pixels: corner n lies at column {@code x[n] - 0.5}, row {@code y[n] - 0.5}. Filling it
 * by the even-odd rule gives back exactly the pixels it was drawn around.
 */
record Contour(int[] x, int[] y) {
    int corners() {
        return x.length;
    }

    /** Twice the enclosed area in pixels: positive around pixels, negative around a hole. */
    long signedArea() {
        long area = 0;
        for (int n = 0; n < x.length; n++) {
            int next = (n + 1) % x.length;
            area += (long) x[n] * y[next] - (long) x[next] * y[n];
        }
        return area;
    }

    /** Whether a pixel's centre lies inside. */
    boolean encloses(int column, int row) {
        boolean inside = false;
        for (int n = 0; n < x.length; n++) {
            int next = (n + 1) % x.length;
            // Edges run along rows or columns; only the latter cross the pixel's row.
            if (x[n] == x[next] && x[n] > column && Math.min(y[n], y[next]) <= row && Math.max(y[n], y[next]) > row) {
                inside = !inside;
            }
        }
        return inside;
    }

    /** This line with a hole cut into it, joined by a way there and back that encloses nothing. */
    Contour withHole(Contour hole) {
        int join = nearestCorner(hole.x[0], hole.y[0]);
        int[] allX = new int[x.length + hole.x.length + 2];
        int[] allY = new int[allX.length];
        int to = 0;
        for (int n = 0; n <= join; n++, to++) {
            allX[to] = x[n];
            allY[to] = y[n];
        }
        for (int n = 0; n <= hole.x.length; n++, to++) {
            allX[to] = hole.x[n % hole.x.length];
            allY[to] = hole.y[n % hole.x.length];
        }
        for (int n = join; n < x.length; n++, to++) {
            allX[to] = x[n];
            allY[to] = y[n];
        }
        return new Contour(allX, allY);
    }

    private int nearestCorner(int column, int row) {
        int nearest = 0;
        long least = Long.MAX_VALUE;
        for (int n = 0; n < x.length; n++) {
            long dx = x[n] - column;
            long dy = y[n] - row;
            if (dx * dx + dy * dy < least) {
                least = dx * dx + dy * dy;
                nearest = n;
            }
        }
        return nearest;
    }
}
