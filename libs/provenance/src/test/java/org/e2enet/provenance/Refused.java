package org.e2enet.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.function.Executable;

/** That something is refused, and with which code. */
public final class Refused {
    private Refused() {}

    public static void with(String code, Executable call) {
        with(code, "", call);
    }

    public static void with(String code, String what, Executable call) {
        FaultException refused = assertThrows(FaultException.class, call, () -> "was taken: " + what);
        assertEquals(
                code,
                refused.fault().code(),
                () -> what + ": " + refused.fault().message());
    }
}
