package org.e2enet.standalone.chaos;

import java.util.List;

/**
 * What constant load did to a stack.
 *
 * @param requests that came to an end
 * @param asWanted of these, to the end they were sent for
 */
record SoakReport(double seconds, int requests, int asWanted, List<Service> services) {
    SoakReport {
        services = List.copyOf(services);
    }

    /**
     * One service.
     *
     * @param quarters what it held when each quarter of the time was over: growth that ends shows here
     * @param hours from the first to the last of them; what is loaded and compiled before is no growth
     */
    record Service(
            String service,
            List<Vitals> quarters,
            double hours,
            double heapMiBPerHour,
            double nativeMiBPerHour,
            double threadsPerHour,
            double filesPerHour,
            double logMiBPerHour) {
        private static final double MIB = 1 << 20;

        static Service of(String name, List<Vitals> quarters, double hours) {
            Vitals before = quarters.getFirst();
            Vitals after = quarters.getLast();
            return new Service(
                    name,
                    List.copyOf(quarters),
                    hours,
                    (after.heapMiB() - before.heapMiB()) / hours,
                    (after.nativeMiB() - before.nativeMiB()) / hours,
                    (after.threads() - before.threads()) / hours,
                    (after.files() - before.files()) / hours,
                    (after.logBytes() - before.logBytes()) / MIB / hours);
        }
    }
}
