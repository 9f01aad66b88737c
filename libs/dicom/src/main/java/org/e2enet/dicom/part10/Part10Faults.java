package org.e2enet.dicom.part10;

import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Errors of single DICOM files: DCM-101 to DCM-106, DCM-108. */
final class Part10Faults {
    private static final String AGAIN = "Export or transfer the file again.";

    private Part10Faults() {}

    static FaultException empty(String where) {
        return fault("DCM-101", "the file is empty", where, AGAIN);
    }

    static FaultException notDicom(String where) {
        return fault(
                "DCM-102",
                "not a DICOM file: the letters DICM are missing at byte 128",
                where,
                "Send DICOM Part 10 files, as archives and viewers export them.");
    }

    static FaultException noTransferSyntax(String where) {
        return fault(
                "DCM-103",
                Attribute.TRANSFER_SYNTAX_UID.words() + " is missing: the file does not say how it is written",
                where,
                AGAIN);
    }

    static FaultException ends(long wantedBytes, long position, long heldBytes, String where) {
        return fault(
                "DCM-104",
                "an element at byte " + position + " needs " + wantedBytes + " bytes, the file holds " + heldBytes
                        + " more",
                where,
                AGAIN);
    }

    static FaultException changed(String where, Throwable cause) {
        return new Fault("DCM-104", "the file became shorter while it was read", where, "Wait until it is complete.")
                .exception(cause);
    }

    static FaultException badStructure(String what, long position, String where) {
        return fault("DCM-104", what + " at byte " + position, where, AGAIN);
    }

    static FaultException inflated(long limitBytes, String where) {
        return fault(
                "DCM-105",
                "the deflated file unpacks to more than " + limitBytes + " bytes",
                where,
                "Send it uncompressed (Explicit VR Little Endian).");
    }

    static FaultException damagedDeflate(String where, Exception cause) {
        return new Fault("DCM-105", "the deflated file is cut short or damaged", where, AGAIN).exception(cause);
    }

    static FaultException tooDeep(int limit, String where) {
        return fault("DCM-106", "sequences are nested more than " + limit + " deep", where, AGAIN);
    }

    static FaultException tooMany(String things, long limit, String where) {
        return fault("DCM-106", "more than " + limit + " " + things, where, AGAIN);
    }

    static FaultException value(Attribute attribute, String wanted) {
        return fault("DCM-108", "wanted: " + wanted, attribute.words(), AGAIN);
    }

    private static FaultException fault(String code, String what, String where, String mend) {
        return new Fault(code, what, where, mend).exception();
    }
}
