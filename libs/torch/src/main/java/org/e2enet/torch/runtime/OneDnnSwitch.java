package org.e2enet.torch.runtime;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.e2enet.faults.Fault;

/**
 * libtorch's own switch for oneDNN, {@code torch.backends.mkldnn.enabled} in Python: its JNI library does not reach it, so
 * the function is called in the library that is loaded. Off, convolutions and their gradients are libtorch's own.
 */
public final class OneDnnSwitch {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final String LIBRARY = "libtorch_cpu.so";
    private static final String CONTEXT = "_ZN2at13globalContextEv";
    private static final String ENABLE = "_ZN2at7Context20setUserEnabledMkldnnEb";

    private OneDnnSwitch() {}

    /** @throws org.e2enet.faults.FaultException TOR-106 when this libtorch has no such switch */
    @SuppressWarnings("restricted") // the switch has no other door
    public static void turnOff() {
        try (Arena arena = Arena.ofConfined()) {
            Linker linker = Linker.nativeLinker();
            SymbolLookup library = SymbolLookup.libraryLookup(loaded(), arena);
            MemorySegment context = (MemorySegment) linker.downcallHandle(
                            library.find(CONTEXT).orElseThrow(), FunctionDescriptor.of(ValueLayout.ADDRESS))
                    .invokeExact();
            linker.downcallHandle(
                            library.find(ENABLE).orElseThrow(),
                            FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.JAVA_BOOLEAN))
                    .invokeExact(context, false);
        } catch (Throwable absent) {
            throw new Fault(
                            "TOR-106",
                            "oneDNN computes wrong on this machine, and this libtorch does not let it be switched off",
                            "PyTorch native library",
                            "Train and segment on the sparse engine (train.engine=sparse, infer.engine=sparse), or let the"
                                    + " virtual machine tell its caches.")
                    .exception(absent);
        }
    }

    private static Path loaded() throws IOException {
        try (Stream<String> maps = Files.lines(MAPS)) {
            return maps.filter(line -> line.endsWith("/" + LIBRARY))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
