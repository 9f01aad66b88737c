package org.e2enet.safetensors;

import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** What can be wrong with a safetensors file. */
final class SafetensorsFaults {
    private static final String DAMAGED = "The file is damaged or of another format: write or copy it again.";

    private SafetensorsFaults() {}

    static FaultException noSuchFile(String source, Throwable cause) {
        return new Fault("NET-300", "there is no such file", source, "Check the path.").exception(cause);
    }

    static FaultException truncated(String source, String what) {
        return new Fault("NET-301", what, source, DAMAGED).exception();
    }

    static FaultException header(String source, String what, Throwable cause) {
        return new Fault("NET-302", what, source, DAMAGED).exception(cause);
    }

    static FaultException entry(String source, String tensor, String what) {
        return new Fault("NET-303", what, source + ", tensor " + printable(tensor), DAMAGED).exception();
    }

    static FaultException layout(String source, String what) {
        return new Fault("NET-304", what, source, DAMAGED).exception();
    }

    static FaultException missing(String source, String tensor) {
        return new Fault(
                        "NET-305",
                        "the file holds no tensor '" + printable(tensor) + "'",
                        source,
                        "Use a file that was written for this purpose.")
                .exception();
    }

    static FaultException type(String source, TensorEntry entry, String wanted) {
        return new Fault(
                        "NET-306",
                        wanted + " is wanted, got " + entry.type() + " " + entry.shape(),
                        source + ", tensor " + printable(entry.name()),
                        "Convert the tensor before writing it.")
                .exception();
    }

    static FaultException checksum(String source) {
        return new Fault("NET-307", "the data is not what was written: its SHA-256 differs", source, DAMAGED)
                .exception();
    }

    /** Names come from the file: cut to a line that is safe to log. */
    private static String printable(String name) {
        String visible = name.replaceAll("\\p{Cntrl}", "?");
        return visible.length() <= 120 ? visible : visible.substring(0, 120) + "…";
    }
}
