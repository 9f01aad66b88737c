package org.e2enet.imaging.formats;

import java.io.IOException;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** Errors of MetaImage and NRRD headers: IMG-130 to IMG-134. */
final class FormatFaults {
    private static final String AGAIN = "Export the scan again, best as NIfTI (.nii.gz).";

    private FormatFaults() {}

    static FaultException field(String field, String wanted) {
        return fault("IMG-130", "the header's " + field + " is missing or wrong; wanted: " + wanted, field, AGAIN);
    }

    static FaultException unsupported(String field, String what) {
        return fault("IMG-131", what, field, AGAIN);
    }

    static FaultException detached(String field) {
        return fault(
                "IMG-132",
                "the file of the voxels is not there, or its name leads out of the header's folder",
                field,
                "Send header and voxels side by side, or in one file.");
    }

    static FaultException space(String field) {
        return fault(
                "IMG-133",
                "the space of the axes is none that leads to a patient",
                field,
                "Use left-posterior-superior or right-anterior-superior.");
    }

    static FaultException headerLength(long limitBytes) {
        return fault("IMG-134", "the header does not end within " + limitBytes + " bytes", "header", AGAIN);
    }

    static FaultException unreadable(String where, IOException cause) {
        return new Fault("IMG-135", "the scan cannot be read", where, "Check that it exists and may be read.")
                .exception(cause);
    }

    private static FaultException fault(String code, String what, String where, String mend) {
        return new Fault(code, what, where, mend).exception();
    }
}
