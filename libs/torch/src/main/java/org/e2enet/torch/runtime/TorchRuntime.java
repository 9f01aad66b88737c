package org.e2enet.torch.runtime;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import org.e2enet.faults.Fault;

/** libtorch in this process: loaded at first use, never by name from the network, never reporting its use anywhere. */
public final class TorchRuntime {
    private static final Object LOCK = new Object();
    private static boolean tuned;

    private TorchRuntime() {}

    /**
     * Loads libtorch if need be and applies the number of threads.
     *
     * @throws org.e2enet.faults.FaultException TOR-102 when the native library cannot be loaded, TOR-103 when CUDA is
     *     wanted and absent
     */
    public static Device open(TorchOptions options) {
        Engine engine = load();
        if (options.threads() > 0 && JniUtils.getNumThreads() != options.threads()) {
            JniUtils.setNumThreads(options.threads());
        }
        return switch (options.device()) {
            case CPU -> Device.cpu();
            case CUDA -> cuda(engine);
            case AUTO -> engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu();
        };
    }

    /**
     * Refuses where {@link #open} would.
     *
     * @throws org.e2enet.faults.FaultException TOR-102, TOR-103
     */
    public static void require(TorchOptions options) {
        open(options);
    }

    /**
     * Whether {@link #open} gives a CUDA device.
     *
     * @throws org.e2enet.faults.FaultException TOR-102, TOR-103
     */
    public static boolean isOnGpu(TorchOptions options) {
        return open(options).isGpu();
    }

    /** Readies the calling thread: libtorch keeps these switches per thread. */
    public static void enterThread() {
        JniUtils.setGradMode(false);
        // Plain interpretation of the program: the first call costs and computes what every later one does.
        JniUtils.setGraphExecutorOptimize(false);
    }

    /** As {@link #enterThread()}, with gradients recorded. */
    public static void enterTraining() {
        enterThread();
        JniUtils.setGradMode(true);
    }

    public static PtNDManager newManager(Device device) {
        return (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(device);
    }

    /** Version of libtorch, for provenance. */
    public static String version() {
        return load().getVersion();
    }

    private static Device cuda(Engine engine) {
        if (engine.getGpuCount() == 0) {
            throw new Fault(
                            "TOR-103",
                            "device 'cuda' is wanted, but libtorch " + engine.getVersion() + " sees no CUDA device",
                            "device",
                            "Set 'cpu' or 'auto', or point PYTORCH_LIBRARY_PATH to a CUDA build of libtorch "
                                    + engine.getVersion() + ".")
                    .exception();
        }
        return Device.gpu();
    }

    private static Engine load() {
        synchronized (LOCK) {
            keepDefault("ai.djl.offline", "true");
            keepDefault("OPT_OUT_TRACKING", "true");
            keepDefault("ai.djl.pytorch.graph_optimizer", "false");
            try {
                if (!tuned) {
                    ProcessTuning.apply();
                    tuned = true;
                }
                return Engine.getEngine("PyTorch");
            } catch (RuntimeException | LinkageError e) {
                throw new Fault(
                                "TOR-102",
                                "libtorch cannot be loaded: " + e.getMessage(),
                                "PyTorch native library",
                                "Check that this platform has a pytorch-native-cpu jar on the class path, that the folder "
                                        + "of DJL_CACHE_DIR can be written, and that one class loader only loads it.")
                        .exception(e);
            }
        }
    }

    private static void keepDefault(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
