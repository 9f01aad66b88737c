package org.e2enet.sparse;

import java.util.List;
import org.e2enet.sparse.kernel.KernelFamily;
import org.e2enet.sparse.scalar.ScalarKernels;
import org.e2enet.sparse.vector.VectorKernels;

/** The one place that picks the kernels: the first usable family of an ordered preference. */
public final class Families {
    /** Vector kernels where the module is there, else the scalar twin. */
    public static final List<String> DEFAULT_PREFERENCE = List.of("vector", "scalar");

    private static final System.Logger LOG = System.getLogger(Families.class.getName());
    private static final String MODULE = "jdk.incubator.vector";

    private Families() {}

    /**
     * @param preference family names, best first
     * @throws org.e2enet.faults.FaultException SPA-108 when only vector kernels are wanted and the module is missing
     */
    public static KernelFamily lookup(List<String> preference) {
        for (String name : preference) {
            if (name.equals("scalar")) {
                return new ScalarKernels();
            }
            if (name.equals("vector") && isVectorUsable()) {
                return Vector.family();
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The ''{0}'' kernels cannot run here; inference will be many times slower. "
                            + "Pass ''--add-modules jdk.incubator.vector'' to Java to enable the Vector API.",
                    name);
        }
        throw SparseFaults.vectorMissing();
    }

    public static boolean isVectorUsable() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** Loaded only when the module is there: the class behind it links against it. */
    private static final class Vector {
        static KernelFamily family() {
            return new VectorKernels();
        }
    }
}
