package org.e2enet.sparse.plan;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.Model;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;

/**
 * Operations in order with every buffer in its place, and for each operation the first head that needs it.
 *
 * @param firstHead per operation: it runs when more than this many heads are asked for
 * @param slots affine slots in all
 * @param memoryFloats extent of the tensors' memory, guards included
 */
public record Schedule(List<Operation> operations, int[] firstHead, int slots, long memoryFloats) {

    /**
     * Plans a model for one patch size; allocates nothing.
     *
     * @param fusions what the kernels compute in one go
     */
    public static Schedule of(Model model, Size3 patch, Fusions fusions) {
        LoweredGraph lowered = Lowering.lower(model, patch, fusions, ZeroKernels.DROPPED);
        List<Operation> operations = Lifting.apply(lowered.operations(), fusions);
        long end = Placement.place(operations, Workspace.GUARD_FLOATS);
        return new Schedule(operations, firstHeads(operations), lowered.slots(), end + Workspace.GUARD_FLOATS);
    }

    private static int[] firstHeads(List<Operation> operations) {
        int[] first = new int[operations.size()];
        Arrays.fill(first, Integer.MAX_VALUE);
        for (Operation unpack : operations) {
            if (unpack instanceof Operation.Unpack head) {
                markNeeded(operations, head, first);
            }
        }
        return first;
    }

    private static void markNeeded(List<Operation> operations, Operation.Unpack head, int[] first) {
        Set<TensorBuffer> wanted = new HashSet<>();
        for (int i = operations.size() - 1; i >= 0; i--) {
            Operation operation = operations.get(i);
            boolean needed = operation == head || operation.writes().anyMatch(wanted::contains);
            if (needed) {
                first[i] = Math.min(first[i], head.head());
                operation.reads().forEach(source -> wanted.add(source.buffer()));
            }
        }
    }
}
