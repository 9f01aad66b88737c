package org.e2enet.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.function.Executable;

/** Expectations about faults. */
public final class Faults {
    private Faults() {}

    public static Fault expect(String code, Executable action) {
        Fault fault =
                assertThrows(FaultException.class, action, "expected " + code).fault();
        assertEquals(code, fault.code(), fault.message());
        return fault;
    }
}
