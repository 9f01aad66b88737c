package org.e2enet.standalone.chaos;

import java.util.List;

/**
 * What a stack under faults came to.
 *
 * @param balanced whether nothing was lost, doubled or ended otherwise than it had to
 * @param disturbances in the order they were inflicted
 */
record ChaosReport(long seed, boolean balanced, Ledger ledger, List<Recovery> disturbances, double seconds) {
    /**
     * One disturbance.
     *
     * @param seconds from its end to the result of a scan that was sent then
     */
    record Recovery(String disturbance, double seconds) {}
}
