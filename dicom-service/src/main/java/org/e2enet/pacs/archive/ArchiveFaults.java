package org.e2enet.pacs.archive;

import java.util.Set;
import org.e2enet.faults.Fault;

/** Errors of archives: DCM-401 to DCM-421, DCM-506. They name the archive by its setting, never an object in it. */
public final class ArchiveFaults {
    public static final String NO_ARCHIVE = "DCM-506";
    private static final String DENIED = "DCM-410";
    public static final String SERIES_CHANGED = "DCM-401";
    public static final String STUDY_CHANGED = "DCM-402";
    private static final String RESET = "DCM-405";
    private static final String UNSETTLED = "DCM-406";
    private static final String FAILED = "DCM-411";
    private static final String AWAY = "DCM-412";
    private static final String SILENT = "DCM-413";
    private static final String ODD = "DCM-414";
    public static final String NO_UIDS = "DCM-416";
    public static final String REFUSED = "DCM-420";
    private static final String NOT_SENT = "DCM-421";

    /** What may be over when it is tried again. */
    private static final Set<String> PASSING = Set.of(UNSETTLED, DENIED, FAILED, AWAY, SILENT, ODD, NOT_SENT);

    private ArchiveFaults() {}

    /** Whether to try again later: the archive is at fault, not the series. */
    public static boolean isPassing(Fault fault) {
        return mayPass(fault.code());
    }

    /** As {@link #isPassing}. */
    public static boolean mayPass(String code) {
        return PASSING.contains(code);
    }

    /** Whether the series is not what it was when it was segmented. */
    public static boolean saysChanged(Fault fault) {
        return fault.code().equals(SERIES_CHANGED) || fault.code().equals(STUDY_CHANGED);
    }

    public static Fault seriesChanged(String what, String archive) {
        return new Fault(
                SERIES_CHANGED,
                what,
                place(archive),
                "The result belongs to the series as it was. If it is there with other instances, it is segmented"
                        + " again by itself.");
    }

    public static Fault studyChanged(String archive) {
        return new Fault(
                STUDY_CHANGED,
                "the series belongs to another study now",
                place(archive),
                "Ask for it again: POST /series/{key}/deliver fetches it from where it is.");
    }

    public static Fault reset(String archive) {
        return new Fault(
                RESET,
                "the archive counts its changes anew: it was emptied or restored",
                place(archive),
                "It is followed from where that begins; nothing to do.");
    }

    public static Fault unsettled(String archive) {
        return new Fault(
                UNSETTLED,
                "the archive gives other instances than it lists",
                place(archive),
                "Most often the series is still coming in; it is tried again.");
    }

    public static Fault noArchive() {
        return new Fault(
                NO_ARCHIVE,
                "no archive of this name, or none is named where there are several",
                "archive",
                "GET /archives lists them.");
    }

    public static Fault noUids() {
        return new Fault(
                NO_UIDS,
                "the identifiers of study or series are none: digits and dots are wanted, 64 at most",
                "series",
                "Send the series as the archive holds it.");
    }

    static Fault denied(String archive, int status) {
        return new Fault(
                DENIED,
                "the archive does not let this service in (HTTP " + status + ")",
                place(archive),
                "Check dicom.archives.<name>.user and .password-file against the archive's registered users.");
    }

    static Fault failed(String archive, int status) {
        return new Fault(
                FAILED, "the archive failed (HTTP " + status + ")", place(archive), "See the archive's own log.");
    }

    static Fault away(String archive) {
        return new Fault(
                AWAY,
                "the archive cannot be reached, or hung up",
                place(archive),
                "Check dicom.archives.<name>.url and whether it runs.");
    }

    static Fault silent(String archive, long seconds) {
        return new Fault(
                SILENT,
                "the archive did not answer within " + seconds + " s",
                place(archive),
                "See the archive's own log; dicom.answer-limit and dicom.transfer-limit bound the wait.");
    }

    static Fault odd(String archive, String what) {
        return new Fault(
                ODD,
                "an answer of the archive cannot be understood: " + what,
                place(archive),
                "Check that dicom.archives.<name>.url is the root of what dicom.archives.<name>.kind says.");
    }

    static Fault refused(String archive, String why) {
        return new Fault(
                REFUSED,
                "the archive did not take the result: " + why,
                place(archive),
                "See the archive's own log, mend it, then ask again: POST /series/{key}/deliver.");
    }

    public static Fault notSent(String archive, String why) {
        return new Fault(
                NOT_SENT,
                "the archive could not send the result on: " + why,
                place(archive),
                "Check the destination in the archive's own settings (DicomModalities), and whether it runs.");
    }

    private static String place(String archive) {
        return "archive " + archive;
    }
}
