package org.e2enet.torch.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Two settings of the C library that libtorch's speed hangs on, made before it is loaded. Freed tensors stay with the
 * process instead of going back to the system page by page (a training step is a quarter faster), and idle OpenMP threads
 * sleep instead of spinning (on a shared machine a step otherwise takes up to twenty times as long). Where the C library
 * has no such function, nothing happens; what the environment already sets stays.
 */
final class ProcessTuning {
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;
    private static final int TOP_PAD_BYTES = 64 << 20;

    private ProcessTuning() {}

    static void apply() {
        if (System.getenv("MALLOC_TRIM_THRESHOLD_") == null) {
            mallopt(M_MMAP_THRESHOLD, Integer.MAX_VALUE);
            mallopt(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
            mallopt(M_TOP_PAD, TOP_PAD_BYTES);
        }
        setEnvironment("OMP_WAIT_POLICY", "PASSIVE");
    }

    private static void mallopt(int parameter, int value) {
        call(
                "mallopt",
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                function -> (int) function.invokeExact(parameter, value));
    }

    private static void setEnvironment(String name, String value) {
        FunctionDescriptor signature = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocateFrom(name);
            MemorySegment content = arena.allocateFrom(value);
            int keepExisting = 0;
            call("setenv", signature, function -> (int) function.invokeExact(key, content, keepExisting));
        }
    }

    private interface Call {
        int on(MethodHandle function) throws Throwable;
    }

    @SuppressWarnings("restricted")
    private static void call(String name, FunctionDescriptor signature, Call call) {
        Linker linker = Linker.nativeLinker();
        Optional<MethodHandle> function =
                linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, signature));
        if (function.isEmpty()) {
            return;
        }
        try {
            call.on(function.get());
        } catch (Throwable e) {
            throw new IllegalStateException("C function " + name + " failed", e);
        }
    }
}
