package org.e2enet.benchmarks;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * Processor time of this process, all threads together. The JVM's own answer comes in steps of 10 ms on Linux, longer
 * than some stages take, so the clock of POSIX is asked where its layout is known.
 */
public final class ProcessTime {
    private static final int CLOCK_PROCESS_CPUTIME_ID = 2;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final MemoryLayout TIMESPEC = MemoryLayout.structLayout(JAVA_LONG, JAVA_LONG);
    private static final Optional<MethodHandle> CLOCK = clock();

    private ProcessTime() {}

    /** 0 where the system does not tell. */
    public static long nanos() {
        return CLOCK.map(ProcessTime::read).orElseGet(ProcessTime::told);
    }

    @SuppressWarnings("restricted") // the clock has no other door
    private static Optional<MethodHandle> clock() {
        boolean known = System.getProperty("os.name").equals("Linux") && ADDRESS.byteSize() == Long.BYTES;
        if (!known) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("clock_gettime")
                .map(address -> linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS)));
    }

    private static long read(MethodHandle clock) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(TIMESPEC);
            int failed = (int) clock.invokeExact(CLOCK_PROCESS_CPUTIME_ID, time);
            return failed == 0 ? time.get(JAVA_LONG, 0) * NANOS_PER_SECOND + time.get(JAVA_LONG, Long.BYTES) : told();
        } catch (Throwable e) {
            throw new LinkageError("clock_gettime cannot be called", e);
        }
    }

    private static long told() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
