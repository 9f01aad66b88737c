package org.e2enet.torch.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * What the C library has lent to this process, libtorch's tensors above all, and not got back. Unlike resident memory it does
 * not count what was freed and is kept for the next step.
 */
public final class NativeHeap {
    private static final StructLayout MALLINFO2 = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(10, ValueLayout.JAVA_LONG).withName("fields"));
    private static final int MAPPED_BYTES = 4;
    private static final int USED_BYTES = 7;

    private NativeHeap() {}

    /**
     * Bytes in use.
     *
     * @return −1 where the C library does not tell: it is not glibc, or older than 2.33
     */
    public static long usedBytes() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> function = linker.defaultLookup().find("mallinfo2");
        return function.isEmpty() ? -1 : usedBytes(linker, function.get());
    }

    /**
     * Gives freed memory back to the system, page by page; what is in use stays where it is. Takes about as long as touching all
     * of it anew. Where the C library has no such function, nothing happens.
     */
    @SuppressWarnings("restricted")
    public static void trim() {
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup().find("malloc_trim").ifPresent(function -> {
            try {
                int released = (int) linker.downcallHandle(
                                function, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG))
                        .invokeExact(0L);
            } catch (Throwable e) {
                throw new IllegalStateException("malloc_trim failed", e);
            }
        });
    }

    @SuppressWarnings("restricted")
    private static long usedBytes(Linker linker, MemorySegment function) {
        MethodHandle mallinfo2 = linker.downcallHandle(function, FunctionDescriptor.of(MALLINFO2));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = (MemorySegment) mallinfo2.invokeExact((SegmentAllocator) arena);
            return info.getAtIndex(ValueLayout.JAVA_LONG, MAPPED_BYTES)
                    + info.getAtIndex(ValueLayout.JAVA_LONG, USED_BYTES);
        } catch (Throwable e) {
            throw new IllegalStateException("mallinfo2 failed", e);
        }
    }
}
