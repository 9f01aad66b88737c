package org.e2enet.events;

/**
 * What one topology update did to one tensor. A kernel's index is row · columns + column.
 *
 * @param name parameter name
 * @param rows first axis of the weight
 * @param columns second axis of the weight
 * @param active kernels active after the update (and before it: the number never changes)
 * @param l1 norms of the active kernels before the update, or null
 */
public record TensorEvolution(
        String name, int rows, int columns, int active, KernelIndices dropped, KernelIndices grown, L1Statistics l1) {
    /**
     * L1 norms of a tensor's active kernels.
     *
     * @param dropThreshold largest norm among the dropped ones
     */
    public record L1Statistics(double least, double mean, double largest, double dropThreshold) {}

    public TensorEvolution {
        Check.text(name, "name");
        Check.atLeast(rows, 1, "rows");
        Check.atLeast(columns, 1, "columns");
        Check.within(active, 0, (double) rows * columns, "active");
        Check.present(dropped, "dropped");
        Check.present(grown, "grown");
        if (dropped.count() != grown.count()) {
            throw new IllegalArgumentException("as many kernels must grow as are dropped in " + name);
        }
        if (Math.max(dropped.length(), grown.length()) > rows * columns) {
            throw new IllegalArgumentException("kernel index outside of " + rows + "x" + columns + " in " + name);
        }
    }
}
