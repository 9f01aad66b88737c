package org.e2enet.pacs.series;

import org.e2enet.faults.Fault;

/** Errors of scans that are made of several series: DCM-510, DCM-511. */
final class ChannelFaults {
    private ChannelFaults() {}

    static Fault severalFit(String route) {
        return new Fault(
                "DCM-510",
                "several series of the study fit one channel, or one series fits several",
                "route " + route,
                "Narrow what the route's channels match, then ask again: POST /series/{key}/deliver.");
    }

    /** @param channel counted from 0 */
    static Fault otherFrame(int channel) {
        return new Fault(
                "DCM-511",
                "the series of a scan have different frames of reference",
                "channel " + channel,
                "Only series that were acquired without moving the patient between them make up a scan.");
    }
}
