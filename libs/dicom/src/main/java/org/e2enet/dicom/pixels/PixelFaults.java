package org.e2enet.dicom.pixels;

import org.e2enet.dicom.part10.Attribute;
import org.e2enet.dicom.part10.TransferSyntax;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Errors of pixels: DCM-201 to DCM-206, DCM-210. */
final class PixelFaults {
    private static final String AGAIN = "Export or transfer the series again.";

    private PixelFaults() {}

    static FaultException none(String where) {
        return fault("DCM-201", "the object holds no image", where, "Send image series (CT, MR, PET).");
    }

    static FaultException tooShort(long wantedBytes, long heldBytes, String where) {
        return fault(
                "DCM-202",
                "a frame takes " + wantedBytes + " bytes of pixels, the file holds " + heldBytes,
                where,
                AGAIN);
    }

    static FaultException kind(String what, String where) {
        return fault(
                "DCM-203", what, where, "Send grey images of 8, 16 or 32 bits: no colour, masks or parameter maps.");
    }

    static FaultException noFrameStarts(int fragments, int frames, String where) {
        return fault(
                "DCM-204",
                frames + " frames lie in " + fragments + " fragments, and no offset table says where each begins",
                where,
                "Have the archive send the series uncompressed (Explicit VR Little Endian).");
    }

    static FaultException damaged(String coding, String why, String where, Throwable cause) {
        return new Fault("DCM-205", "compressed pixels (" + coding + ") are damaged: " + why, where, AGAIN)
                .exception(cause);
    }

    static FaultException lookup(String what) {
        return fault(
                "DCM-206",
                what,
                Attribute.PHOTOMETRIC_INTERPRETATION.words(),
                "Send the series as MONOCHROME2 with rescale slope and intercept.");
    }

    static FaultException notDecodable(TransferSyntax syntax) {
        return fault(
                "DCM-210",
                "pixels in transfer syntax " + syntax.uid() + " cannot be decoded here",
                Attribute.TRANSFER_SYNTAX_UID.words(),
                "Have the archive send the series uncompressed, or convert it first: gdcmconv --raw"
                        + " (Debian package libgdcm-tools).");
    }

    static FaultException libraryAbsent(String coding, String library, String debianPackage) {
        return fault(
                "DCM-210",
                coding + " pixels need " + library + ", which this machine lacks",
                Attribute.TRANSFER_SYNTAX_UID.words(),
                "Install it (apt-get install " + debianPackage
                        + "), or have the archive send the series uncompressed.");
    }

    private static FaultException fault(String code, String what, String where, String mend) {
        return new Fault(code, what, where, mend).exception();
    }
}
