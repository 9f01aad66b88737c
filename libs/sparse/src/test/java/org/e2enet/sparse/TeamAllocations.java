package org.e2enet.sparse;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;

/** What the caller and the workers there are now have allocated. */
final class TeamAllocations {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long[] members = Stream.concat(
                    Stream.of(Thread.currentThread()),
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("sparse-")))
            .mapToLong(Thread::threadId)
            .toArray();

    long bytes() {
        long sum = 0;
        for (long member : members) {
            sum += THREADS.getThreadAllocatedBytes(member);
        }
        return sum;
    }
}
