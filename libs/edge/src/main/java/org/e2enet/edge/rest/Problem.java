package org.e2enet.edge.rest;

import org.e2enet.faults.Fault;

/**
 * An error as RFC 9457 problem details, with the fault's own parts.
 *
 * @param type names the kind of problem by its code
 * @param title the fault's {@code what}
 * @param status HTTP status
 */
public record Problem(String type, String title, int status, String code, String what, String where, String mend) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(int status, Fault fault) {
        return new Problem(
                "urn:e2enet:fault:" + fault.code(),
                fault.what(),
                status,
                fault.code(),
                fault.what(),
                fault.where(),
                fault.mend());
    }
}
