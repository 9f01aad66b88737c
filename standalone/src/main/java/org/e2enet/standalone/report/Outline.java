package org.e2enet.standalone.report;

import java.awt.geom.Path2D;

/**
 * Contours of one label in a plane of labels: marching squares over pixel centres at one half, so that corners are cut
 * and neighbouring labels share their border.
 */
final class Outline {
    private Outline() {}

    /**
     * @param plane labels, [row][column]
     * @return line segments in plane units; pixel (row, column) has its centre at (column + 0.5, row + 0.5)
     */
    static Path2D of(int[][] plane, int label) {
        Path2D path = new Path2D.Double();
        int rows = plane.length;
        int columns = plane[0].length;
        for (int row = -1; row < rows; row++) {
            for (int column = -1; column < columns; column++) {
                int corners = bit(plane, row, column, label, 1)
                        | bit(plane, row, column + 1, label, 2)
                        | bit(plane, row + 1, column + 1, label, 4)
                        | bit(plane, row + 1, column, label, 8);
                cell(path, column + 0.5, row + 0.5, corners);
            }
        }
        return path;
    }

    private static int bit(int[][] plane, int row, int column, int label, int value) {
        boolean inside = row >= 0 && row < plane.length && column >= 0 && column < plane[0].length;
        return inside && plane[row][column] == label ? value : 0;
    }

    /** Corners: 1 top left, 2 top right, 4 bottom right, 8 bottom left. A set and its complement share their border. */
    private static void cell(Path2D path, double x, double y, int corners) {
        double middleX = x + 0.5;
        double middleY = y + 0.5;
        switch (corners) {
            case 1, 14 -> line(path, x, middleY, middleX, y);
            case 2, 13 -> line(path, middleX, y, x + 1, middleY);
            case 4, 11 -> line(path, x + 1, middleY, middleX, y + 1);
            case 8, 7 -> line(path, middleX, y + 1, x, middleY);
            case 3, 12 -> line(path, x, middleY, x + 1, middleY);
            case 6, 9 -> line(path, middleX, y, middleX, y + 1);
            case 5 -> {
                line(path, x, middleY, middleX, y);
                line(path, x + 1, middleY, middleX, y + 1);
            }
            case 10 -> {
                line(path, middleX, y, x + 1, middleY);
                line(path, middleX, y + 1, x, middleY);
            }
            default -> {
                // 0 and 15: no border here.
            }
        }
    }

    private static void line(Path2D path, double fromX, double fromY, double toX, double toY) {
        path.moveTo(fromX, fromY);
        path.lineTo(toX, toY);
    }
}
