package org.e2enet.sparse.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves transposed convolutions into the convolution that reads them, where the kernels can compute both at once: the
 * fine tensor, the largest there is, is then neither written nor read.
 */
final class Lifting {
    private final List<Operation> operations;
    private final Fusions fusions;

    private Lifting(List<Operation> operations, Fusions fusions) {
        this.operations = new ArrayList<>(operations);
        this.fusions = fusions;
    }

    static List<Operation> apply(List<Operation> operations, Fusions fusions) {
        Lifting lifting = new Lifting(operations, fusions);
        for (Operation operation : operations) {
            if (operation instanceof Operation.Up up) {
                lifting.lift(up);
            }
        }
        return List.copyOf(lifting.operations);
    }

    private void lift(Operation.Up up) {
        onlyReader(up).filter(conv -> fusions.canLift(up, conv)).ifPresent(conv -> {
            operations.set(operations.indexOf(conv), conv.lifting(up));
            operations.remove(up);
        });
    }

    /**
     * The convolution that alone reads the tensor, each channel once, besides others that are stored; one that lifts already
     * takes no second.
     */
    private Optional<Operation.Conv> onlyReader(Operation.Up up) {
        List<Operation> readers = operations.stream()
                .filter(operation -> operation.reads().anyMatch(source -> source.buffer() == up.output()))
                .toList();
        if (readers.size() != 1
                || !(readers.getFirst() instanceof Operation.Conv conv)
                || conv.lifted().isPresent()) {
            return Optional.empty();
        }
        long lifted = conv.inputs().stream()
                .filter(source -> source.buffer() == up.output())
                .count();
        boolean eachOnce = lifted == up.output().channels();
        return eachOnce && lifted < conv.inputs().size() ? Optional.of(conv) : Optional.empty();
    }
}
