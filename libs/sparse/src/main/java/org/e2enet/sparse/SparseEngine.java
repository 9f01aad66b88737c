package org.e2enet.sparse;

import org.e2enet.contract.Size3;
import org.e2enet.network.engine.Engine;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.sparse.kernel.KernelFamily;
import org.e2enet.sparse.vector.PackedFloats;

/** Runs models on the CPU in pure Java, in time that follows the number of active kernels. Thread-safe. */
public final class SparseEngine implements Engine {
    private static final System.Logger LOG = System.getLogger(SparseEngine.class.getName());

    private final SparseOptions options;
    private final KernelFamily family;

    /** An engine with the default options. */
    public SparseEngine() {
        this(SparseOptions.defaults());
    }

    public SparseEngine(SparseOptions options) {
        this.options = options;
        this.family = Families.lookup(options.kernels());
        LOG.log(System.Logger.Level.DEBUG, "sparse engine: {0} kernels, {1} threads", family.name(), options.threads());
    }

    @Override
    public String name() {
        return "sparse";
    }

    /** {@code vector} or {@code scalar}. */
    public String kernels() {
        return family.name();
    }

    /**
     * @throws org.e2enet.faults.FaultException SPA-101 when the patch is not divisible by the strides, SPA-102 when it
     *     needs more memory than the limit
     */
    @Override
    public SparseNetwork compile(Model model, Size3 patch) {
        return SparseNetwork.compile(model, patch, family, options);
    }

    /** Packs the weights once to know their scratch memory, and lets them go. */
    @Override
    public long peakBytes(Model model, Size3 patch) {
        return SparseNetwork.peakBytes(model, patch, family, options);
    }

    /** Packed kernels, from the density of each layer alone. */
    @Override
    public long heapBytes(Model model, Size3 patch) {
        double floats = 0;
        for (Parameter parameter : model.graph().parameters()) {
            if (parameter.shape().size() == 5) {
                floats += PackedFloats.oneWay(parameter.elements(), density(model, parameter));
            }
        }
        return (long) (floats * Float.BYTES);
    }

    private static double density(Model model, Parameter parameter) {
        return model.topology().mask(parameter.name()).map(KernelMask::density).orElse(1.0);
    }
}
