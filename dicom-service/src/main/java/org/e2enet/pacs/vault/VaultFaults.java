package org.e2enet.pacs.vault;

import java.io.IOException;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Errors of the vault: DCM-504. */
public final class VaultFaults {
    public static final String NOT_USABLE = "DCM-504";

    private VaultFaults() {}

    public static FaultException notUsable(IOException cause) {
        return new Fault(
                        NOT_USABLE,
                        "the vault cannot be read or written ("
                                + cause.getClass().getSimpleName() + ")",
                        "dicom.vault",
                        "Make room on its disk, or give this user the right to write there.")
                .exception(cause);
    }
}
