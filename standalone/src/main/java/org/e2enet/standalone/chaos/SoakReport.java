package org.e2enet.standalone.chaos;

import java.util.List;

/**
 * What constant load did to a stack.
 *
 * @param requests that came to an end
 * @param asWanted of these, to the end they were sent for
 */
record SoakReport(double seconds, int requests, int asWanted, List<Service> services) {
    /**
     * One service: what it holds at the end, and how much more than after the first quarter of the time.
     *
     * @param logMiBPerHour growth of its log
     */
    record Service(
            String service,
            double heapMiB,
            double nativeMiB,
            int threads,
            int files,
            double heapGrownMiB,
            double nativeGrownMiB,
            int threadsGrown,
            int filesGrown,
            double logMiBPerHour) {
        static Service of(String name, Vitals before, Vitals after, double hours) {
            return new Service(
                    name,
                    after.heapMiB(),
                    after.nativeMiB(),
                    after.threads(),
                    after.files(),
                    after.heapMiB() - before.heapMiB(),
                    after.nativeMiB() - before.nativeMiB(),
                    after.threads() - before.threads(),
                    after.files() - before.files(),
                    (after.logBytes() - before.logBytes()) / (double) (1 << 20) / hours);
        }
    }
}
