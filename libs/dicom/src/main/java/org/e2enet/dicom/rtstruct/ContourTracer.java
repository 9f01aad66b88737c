package org.e2enet.dicom.rtstruct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Walks round the pixels of one label in one slice, keeping them on the right hand as rows grow downwards. Pixels that
 * touch at a corner only belong to different lines.
 */
final class ContourTracer {
    private static final int RIGHT = 0;
    private static final int DOWN = 1;
    private static final int LEFT = 2;
    private static final int UP = 3;
    private static final int[] STEP_X = {1, 0, -1, 0};
    private static final int[] STEP_Y = {0, 1, 0, -1};

    private final short[] labels;
    private final int offset;
    private final int rows;
    private final int columns;
    private final int label;

    /** Edges that leave each corner, a bit for each direction; taken away once walked. */
    private final byte[] edges;

    private ContourTracer(short[] labels, int offset, int rows, int columns, int label) {
        this.labels = labels;
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
        this.label = label;
        this.edges = new byte[(rows + 1) * (columns + 1)];
    }

    /** Outer lines with their holes cut in. */
    static List<Contour> trace(short[] labels, int offset, int rows, int columns, int label) {
        ContourTracer tracer = new ContourTracer(labels, offset, rows, columns, label);
        tracer.markEdges();
        return withHoles(tracer.lines());
    }

    private boolean holds(int column, int row) {
        return column >= 0
                && row >= 0
                && column < columns
                && row < rows
                && labels[offset + row * columns + column] == label;
    }

    private void markEdges() {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (!holds(column, row)) {
                    continue;
                }
                mark(column, row, RIGHT, holds(column, row - 1));
                mark(column + 1, row, DOWN, holds(column + 1, row));
                mark(column + 1, row + 1, LEFT, holds(column, row + 1));
                mark(column, row + 1, UP, holds(column - 1, row));
            }
        }
    }

    private void mark(int x, int y, int direction, boolean inner) {
        if (!inner) {
            edges[y * (columns + 1) + x] |= (byte) (1 << direction);
        }
    }

    private List<Contour> lines() {
        List<Contour> lines = new ArrayList<>();
        for (int corner = 0; corner < edges.length; corner++) {
            while (edges[corner] != 0) {
                lines.add(walk(corner));
            }
        }
        return lines;
    }

    private Contour walk(int start) {
        int[] x = new int[16];
        int[] y = new int[16];
        int count = 0;
        int corner = start;
        int first = Integer.numberOfTrailingZeros(edges[start]);
        int direction = first;
        boolean closed = false;
        while (!closed) {
            corner += STEP_Y[direction] * (columns + 1) + STEP_X[direction];
            int next = turn(corner, direction);
            edges[corner] &= (byte) ~(1 << next);
            closed = corner == start && next == first;
            if (next != direction) {
                if (count == x.length) {
                    x = Arrays.copyOf(x, 2 * count);
                    y = Arrays.copyOf(y, 2 * count);
                }
                x[count] = corner % (columns + 1);
                y[count++] = corner / (columns + 1);
            }
            direction = next;
        }
        return new Contour(Arrays.copyOf(x, count), Arrays.copyOf(y, count));
    }

    /** Right first: so a line stays with its own pixel where two touch at a corner. */
    private int turn(int corner, int direction) {
        for (int turn : new int[] {1, 0, 3}) {
            int next = (direction + turn) % 4;
            if ((edges[corner] & 1 << next) != 0) {
                return next;
            }
        }
        throw new IllegalStateException("a line ends");
    }

    private static List<Contour> withHoles(List<Contour> lines) {
        List<Contour> outer = new ArrayList<>(
                lines.stream().filter(line -> line.signedArea() > 0).toList());
        List<Contour> solid = List.copyOf(outer);
        for (Contour hole : lines) {
            if (hole.signedArea() > 0) {
                continue;
            }
            int within = innermost(solid, hole);
            outer.set(within, outer.get(within).withHole(hole));
        }
        return outer;
    }

    /** The smallest outer line that encloses the hole. */
    private static int innermost(List<Contour> solid, Contour hole) {
        int column = hole.x()[0];
        int row = hole.y()[0];
        // A pixel of the hole beside its first corner.
        int best = -1;
        for (int n = 0; n < solid.size(); n++) {
            boolean around = encloses(solid.get(n), hole, column, row);
            if (around
                    && (best < 0 || solid.get(n).signedArea() < solid.get(best).signedArea())) {
                best = n;
            }
        }
        if (best < 0) {
            throw new IllegalStateException("a hole lies within no line");
        }
        return best;
    }

    private static boolean encloses(Contour line, Contour hole, int column, int row) {
        for (int dx = -1; dx <= 0; dx++) {
            for (int dy = -1; dy <= 0; dy++) {
                if (hole.encloses(column + dx, row + dy)) {
                    return line.encloses(column + dx, row + dy);
                }
            }
        }
        return false;
    }
}
