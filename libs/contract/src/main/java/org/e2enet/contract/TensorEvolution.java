package org.e2enet.contract;

import org.e2enet.contract.topology.TensorUpdate;

/**
 * What one topology update did to one tensor. A kernel's index is row · columns + column.
 *
 * @param name parameter name
 * @param rows first axis of the weight
 * @param columns second axis of the weight
 */
public record TensorEvolution(String name, int rows, int columns, TensorUpdate update) {
    public TensorEvolution {
        Check.text(name, "name");
        Check.atLeast(rows, 1, "rows");
        Check.atLeast(columns, 1, "columns");
        Check.present(update, "update");
        Check.within(update.active(), 0, (double) rows * columns, "active");
        int kernels = rows * columns;
        if (update.dropped().stream().anyMatch(kernel -> kernel >= kernels)
                || update.grown().stream().anyMatch(kernel -> kernel >= kernels)) {
            throw new IllegalArgumentException("kernel index outside of " + rows + "x" + columns + " in " + name);
        }
    }
}
