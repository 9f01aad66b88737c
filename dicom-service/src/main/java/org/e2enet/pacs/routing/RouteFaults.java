package org.e2enet.pacs.routing;

import org.e2enet.faults.Fault;

/** Errors of routes: DCM-502, DCM-503. */
public final class RouteFaults {
    public static final String UNUSABLE = "DCM-502";

    private RouteFaults() {}

    static Fault unusable(String what) {
        return new Fault(UNUSABLE, what, "dicom.routes", "Mend the file as docs/dicom.md describes it.");
    }

    public static Fault unknown() {
        return new Fault("DCM-503", "no route of this name", "route", "GET /routes lists them.");
    }
}
