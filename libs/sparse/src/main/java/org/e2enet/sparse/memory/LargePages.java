package org.e2enet.sparse.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Memory outside the heap on pages of 2 MiB where Linux gives them. A tile reads a few rows of hundreds of channels, each
 * on a page of its own: on pages of 4 KiB most of those reads wait for the page table.
 */
@SuppressWarnings("restricted") // mmap and madvise have no other door
final class LargePages {
    private static final System.Logger LOG = System.getLogger(LargePages.class.getName());
    private static final long PAGE_BYTES = 2L << 20;
    private static final int READ_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final int NO_FILE = -1;
    private static final int ADVISE_HUGE_PAGE = 14;

    private LargePages() {}

    /** Zeroed memory of at least cache-line alignment that lives as long as the arena. */
    static MemorySegment allocate(Arena arena, long bytes) {
        boolean linux = System.getProperty("os.name").equals("Linux");
        if (linux && bytes >= PAGE_BYTES && LargePages.class.getModule().isNativeAccessEnabled()) {
            Optional<MemorySegment> mapped = map(arena, bytes);
            if (mapped.isPresent()) {
                return mapped.get();
            }
        }
        return arena.allocate(bytes, 64);
    }

    private static Optional<MemorySegment> map(Arena arena, long bytes) {
        try {
            MethodHandle mmap = function(
                    "mmap",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG));
            MethodHandle munmap = function(
                    "munmap",
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
            MethodHandle madvise = function(
                    "madvise",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
            long mappedBytes = bytes + PAGE_BYTES;
            long address = (long) mmap.invokeExact(0L, mappedBytes, READ_WRITE, PRIVATE_ANONYMOUS, NO_FILE, 0L);
            if (address == -1) {
                return Optional.empty();
            }
            int _ = (int) madvise.invokeExact(address, mappedBytes, ADVISE_HUGE_PAGE);
            long aligned = Math.ceilDiv(address, PAGE_BYTES) * PAGE_BYTES;
            return Optional.of(MemorySegment.ofAddress(aligned)
                    .reinterpret(bytes, arena, _ -> unmap(munmap, address, mappedBytes)));
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.DEBUG, "no large pages", e);
            return Optional.empty();
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    private static void unmap(MethodHandle munmap, long address, long bytes) {
        try {
            int _ = (int) munmap.invokeExact(address, bytes);
        } catch (Throwable e) {
            LOG.log(System.Logger.Level.WARNING, "memory was not given back", e);
        }
    }
}
