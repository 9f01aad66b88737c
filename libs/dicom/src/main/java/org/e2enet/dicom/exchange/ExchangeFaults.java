package org.e2enet.dicom.exchange;

import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Errors of the exchange: DCM-607, DCM-701. */
final class ExchangeFaults {
    private ExchangeFaults() {}

    static FaultException unnamed(int value) {
        return new Fault(
                        "DCM-607",
                        "the segmentation has label value " + value + ", which the data set does not name",
                        "labels",
                        "Add the label to the data set's definition, or check that model and data set belong together.")
                .exception();
    }

    static FaultException key(String what, Throwable cause) {
        return new Fault(
                        "DCM-701",
                        "the installation's key cannot be used: " + what,
                        "key file",
                        "Give the file of 32 random bytes that was used before; only its owner may read it (chmod 600).")
                .exception(cause);
    }
}
