package org.e2enet.sparse.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Moves transposed convolutions into the convolution that reads them, where the kernels can compute both at once: the
 * fine tensor, the largest there is, is then neither written nor read.
 */
final class Lifting {
    private final List<Operation> operations;
    private final BiPredicate<Operation.Up, Operation.Conv> canLift;

    private Lifting(List<Operation> operations, BiPredicate<Operation.Up, Operation.Conv> canLift) {
        this.operations = operations;
        this.canLift = canLift;
    }

    static List<Operation> apply(List<Operation> operations, BiPredicate<Operation.Up, Operation.Conv> canLift) {
        return new Lifting(operations, canLift).run();
    }

    private List<Operation> run() {
        List<Operation> result = new ArrayList<>(operations);
        for (Operation operation : operations) {
            if (operation instanceof Operation.Up up) {
                onlyReader(up).filter(conv -> canLift.test(up, conv)).ifPresent(conv -> {
                    result.remove(up);
                    result.set(result.indexOf(conv), conv.lifting(up));
                });
            }
        }
        return List.copyOf(result);
    }

    /** The convolution that alone reads the tensor, each channel once. */
    private Optional<Operation.Conv> onlyReader(Operation.Up up) {
        List<Operation> readers = operations.stream()
                .filter(operation -> operation.reads().anyMatch(source -> source.buffer() == up.output()))
                .toList();
        return readers.size() == 1
                        && readers.getFirst() instanceof Operation.Conv conv
                        && conv.inputs().stream()
                                        .filter(source -> source.buffer() == up.output())
                                        .count()
                                == up.output().channels()
                ? Optional.of(conv)
                : Optional.empty();
    }
}
