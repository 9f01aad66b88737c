package org.e2enet.sparse.vector;

import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.kernel.KernelFamily;
import org.e2enet.sparse.plan.ConvWeights;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.TrainingOperation;
import org.e2enet.sparse.scalar.ScalarKernels;

/** Chooses a vector kernel per operation; what none fits is left to the scalar twin. */
public final class VectorKernels implements KernelFamily {
    /** Above it the sparse kernel executes more than dense F(4×4): 4.5 against 2.25 multiplications per tap row. */
    static final double MAX_SPARSE_DENSITY = 0.4;

    /** Fewer sources do not pay for the input transform. */
    private static final int MIN_WINOGRAD_SOURCES = 8;

    /** In smaller planes the four tiles of a task would stay half empty. */
    private static final int MIN_WINOGRAD_PLANE = 64;

    /**
     * Smaller fine tensors (4 MiB) stay near: writing and reading them costs less than computing their tiles' overlaps twice.
     * Tests lift everything.
     */
    private static final String MIN_LIFTED_PROPERTY = "org.e2enet.sparse.minLiftedFloats";

    private static final long MIN_LIFTED_FLOATS = 1 << 20;

    private final long minLiftedFloats = Long.getLong(MIN_LIFTED_PROPERTY, MIN_LIFTED_FLOATS);
    private final KernelFamily twin = new ScalarKernels();

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public Kernel kernel(Operation operation) {
        return switch (operation) {
            case Operation.Conv conv when DirectConv.fits(conv) -> conv(conv);
            case Operation.Up up when VectorUp.fits(up) -> new VectorUp(up);
            case Operation.MaxPool pool when VectorMaxPool.fits(pool) -> new VectorMaxPool(pool);
            case Operation.Unpack unpack -> new VectorUnpack(unpack);
            case TrainingOperation.WeightGradient gradient
            when DeepWeightGradient.fits(gradient) -> new DeepWeightGradient(gradient);
            case TrainingOperation.WeightGradient gradient
            when WinogradWeightGradient.fits(gradient) -> new WinogradWeightGradient(gradient);
            case TrainingOperation.WeightGradient gradient
            when DirectWeightGradient.fits(gradient) -> new DirectWeightGradient(gradient);
            case TrainingOperation.Gradient gradient -> new VectorGradient(gradient);
            case TrainingOperation.Softmax softmax -> new VectorSoftmax(softmax);
            case TrainingOperation.LossGradient gradient -> new VectorLossGradient(gradient);
            case TrainingOperation.StridedBack back when StridedBackConv.fits(back) -> new StridedBackConv(back);
            case TrainingOperation.PoolGradient gradient
            when VectorPoolGradient.fits(gradient) -> new VectorPoolGradient(gradient);
            case Operation.Conv _,
                    Operation.Up _,
                    Operation.MaxPool _,
                    Operation.Pack _,
                    Operation.Sum _,
                    TrainingOperation _ -> twin.kernel(operation);
        };
    }

    @Override
    public boolean canLift(Operation.Up up, Operation.Conv conv) {
        return up.output().floats() >= minLiftedFloats
                && up.weights().density() <= MAX_SPARSE_DENSITY
                && isSparseWinograd(conv)
                && SparseWinograd.canLift(up, conv);
    }

    /** The kernels whose tiles are even in every direction. */
    @Override
    public boolean canPool(Operation.Conv conv, Size3 stride) {
        return TilePool.fits(stride) && DirectConv.fits(conv) && (isSparseWinograd(conv) || isDenseWinograd(conv));
    }

    private static Kernel conv(Operation.Conv conv) {
        if (isSparseWinograd(conv)) {
            return new SparseWinograd(conv);
        }
        if (isDenseWinograd(conv)) {
            return new DenseWinograd(conv);
        }
        return !isSparse(conv) && DeepConv.fits(conv) ? new DeepConv(conv) : new DirectConv(conv);
    }

    private static boolean isWinograd(Operation.Conv conv) {
        ConvWeights weights = conv.weights();
        boolean square = weights.kh() == 3 && weights.kw() == 3;
        return square && conv.stride().equals(Size3.cube(1)) && weights.sources() >= MIN_WINOGRAD_SOURCES;
    }

    private static boolean isDenseWinograd(Operation.Conv conv) {
        Size3 size = conv.output().size();
        return isWinograd(conv) && !isSparse(conv) && size.height() * size.width() >= MIN_WINOGRAD_PLANE;
    }

    private static boolean isSparse(Operation.Conv conv) {
        return conv.weights().density() <= MAX_SPARSE_DENSITY;
    }

    private static boolean isSparseWinograd(Operation.Conv conv) {
        return isWinograd(conv) && isSparse(conv);
    }
}
