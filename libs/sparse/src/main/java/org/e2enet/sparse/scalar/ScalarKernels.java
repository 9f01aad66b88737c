package org.e2enet.sparse.scalar;

import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.kernel.KernelFamily;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.TrainingOperation;

/** Every operation in plain loops. */
public final class ScalarKernels implements KernelFamily {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public Kernel kernel(Operation operation) {
        return switch (operation) {
            case Operation.Pack pack -> new ScalarPack(pack);
            case Operation.Conv conv -> new ScalarConv(conv);
            case Operation.Up up -> new ScalarUp(up);
            case Operation.MaxPool pool -> new ScalarMaxPool(pool);
            case Operation.Sum sum -> new ScalarSum(sum);
            case Operation.Unpack unpack -> new ScalarUnpack(unpack);
            case TrainingOperation.Softmax softmax -> new ScalarSoftmax(softmax);
            case TrainingOperation.LossGradient gradient -> new ScalarLossGradient(gradient);
            case TrainingOperation.Gradient gradient -> new ScalarGradient(gradient);
            case TrainingOperation.WeightGradient gradient -> new ScalarWeightGradient(gradient);
            case TrainingOperation.StridedBack back -> new ScalarStridedBack(back);
            case TrainingOperation.PoolGradient gradient -> new ScalarPoolGradient(gradient);
        };
    }
}
