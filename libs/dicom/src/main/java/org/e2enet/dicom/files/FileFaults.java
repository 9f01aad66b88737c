package org.e2enet.dicom.files;

import java.io.IOException;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Errors of inputs as a whole: DCM-107, DCM-110, DCM-116, DCM-301. */
final class FileFaults {
    private FileFaults() {}

    static FaultException tooManyBytes(long limit) {
        return fault(
                "DCM-107",
                "the files hold more than " + limit + " bytes together",
                "Send fewer series at once, or raise the limit.");
    }

    static FaultException tooManyFiles(int limit) {
        return fault(
                "DCM-301", "there are more than " + limit + " files", "Send fewer series at once, or raise the limit.");
    }

    static FaultException unsafeName(int entry) {
        return fault(
                "DCM-110",
                "entry " + entry + " of the zip has a name that leads out of its folder",
                "Pack the series again: names without '..' and without a leading '/'.");
    }

    static FaultException bomb(int entry, int ratio) {
        return fault(
                "DCM-110",
                "entry " + entry + " of the zip unpacks to more than " + ratio + " times its size",
                "Pack the series again, or send its files.");
    }

    static FaultException brokenZip(IOException cause) {
        return new Fault("DCM-110", "the zip is cut short or damaged", "zip", "Pack or transfer it again.")
                .exception(cause);
    }

    static FaultException unreadable(String where, IOException cause) {
        return new Fault("DCM-116", "it cannot be read", where, "Check that it exists and may be read.")
                .exception(cause);
    }

    private static FaultException fault(String code, String what, String mend) {
        return new Fault(code, what, "input", mend).exception();
    }
}
