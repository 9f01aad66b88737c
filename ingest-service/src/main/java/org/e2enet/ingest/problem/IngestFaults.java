package org.e2enet.ingest.problem;

import org.e2enet.faults.Fault;
import org.e2enet.faults.Pseudonym;

/** Errors of this service: ING-1xx the caller's, ING-2xx the installation's. */
public final class IngestFaults {
    public static final String UNKNOWN_DATASET = "ING-101";
    public static final String UNKNOWN_SCAN = "ING-102";
    public static final String NAME_DIFFERS = "ING-104";
    public static final String NO_IMAGE = "ING-105";
    public static final String CHANNELS = "ING-106";
    public static final String BAD_ALIAS = "ING-108";
    public static final String UNKNOWN_LABEL = "ING-109";
    public static final String BAD_LIMIT = "ING-112";
    public static final String BAD_SUBJECT = "ING-113";
    public static final String LABEL_FILES = "ING-114";
    public static final String EMPTY_ENTRY = "ING-115";
    public static final String INBOX = "ING-205";
    public static final String NO_LABELS = "ING-118";
    public static final String NO_SUCH_FILE = "ING-119";
    public static final String BAD_PREVIEW = "ING-120";
    public static final String PREVIEW_ROOM = "ING-206";
    public static final String HELD = "ING-121";
    public static final String NOT_HELD = "ING-122";
    public static final String LEAVING = "ING-123";
    public static final String UNREADABLE_ENTRY = "ING-124";
    public static final String OUT_OF_MEMORY = "ING-201";
    public static final String ENDED_THE_SERVICE = "ING-204";

    private IngestFaults() {}

    public static Fault noSuchFile(String scanId) {
        return new Fault(
                NO_SUCH_FILE,
                "the scan has no such file, or it is lost or damaged",
                "scan " + Pseudonym.of(scanId),
                "Ask for a channel of its data set from 0, for labels only where it is labelled; upload the scan again if its files are lost.");
    }

    public static Fault held(String scanId) {
        return new Fault(
                HELD,
                "the scan is held and must not be removed",
                "scan " + Pseudonym.of(scanId),
                "Lift the hold first: DELETE /scans/{scanId}/hold, or './e2enet retention release SCAN'.");
    }

    public static Fault notHeld(String scanId) {
        return new Fault(
                NOT_HELD,
                "the scan is not held",
                "scan " + Pseudonym.of(scanId),
                "Hold it with PUT /scans/{scanId}/hold and a reason.");
    }

    public static Fault leaving(String scanId) {
        return new Fault(
                LEAVING,
                "the scan, or a part of it, is just being removed",
                "scan " + Pseudonym.of(scanId),
                "Ask again in a moment: then it is gone, or can be held and deleted.");
    }

    public static Fault badPreview(int least, int most) {
        return new Fault(
                BAD_PREVIEW,
                "not a size of a preview",
                "query preview",
                "Ask for " + least + " to " + most
                        + " voxels along the longest axis, or leave it out for the whole file.");
    }

    public static Fault noRoomForPreview() {
        return new Fault(
                PREVIEW_ROOM,
                "the image is larger than this service's memory",
                "preview",
                "Give ingest-service more heap (-Xmx), or take the file itself.");
    }

    public static Fault unknownDataset(String dataset) {
        return new Fault(
                UNKNOWN_DATASET,
                "no data set of this name",
                "dataset " + Pseudonym.of(dataset),
                "Define it first: PUT /datasets/{name} with channelNames and labels.");
    }

    public static Fault unknownScan(String scanId) {
        return new Fault(
                UNKNOWN_SCAN,
                "no scan of this id",
                "scan " + Pseudonym.of(scanId),
                "Use the scanId that the upload answered, or list a data set's: GET /datasets/{name}/scans.");
    }

    public static Fault nameDiffers(String path) {
        return new Fault(
                NAME_DIFFERS,
                "the definition's name differs from the one in the path",
                "dataset " + Pseudonym.of(path),
                "Leave 'name' out of the body, or make both equal.");
    }

    public static Fault noImage() {
        return new Fault(
                NO_IMAGE,
                "the upload has no file",
                "form field image",
                "Send multipart/form-data with one file field 'image' per channel.");
    }

    public static Fault noLabels() {
        return new Fault(
                NO_LABELS,
                "no label file",
                "form field labels",
                "Send multipart/form-data with one file field 'labels'.");
    }

    public static Fault channels(int wanted, int got, String dataset) {
        return new Fault(
                CHANNELS,
                "the data set has " + wanted + " image channels, the upload has " + got,
                "dataset " + Pseudonym.of(dataset),
                "Send one file per channel in the order of the definition, or one 4-D file with all of them.");
    }

    public static Fault badAlias() {
        return new Fault(
                BAD_ALIAS,
                "not a model alias",
                "form field predictWith",
                "Use letters, digits, '.', '_' and '-', at most 120, starting with a letter or digit.");
    }

    public static Fault badSubject() {
        return new Fault(
                BAD_SUBJECT,
                "not a pseudonym",
                "form field subject",
                "Send 26 digits of base 32 (0-9, a-v) that stand for the person, as './e2enet ingest' makes them with the"
                        + " installation's key; never a name or a patient's id.");
    }

    public static Fault emptyEntry() {
        return new Fault(
                EMPTY_ENTRY,
                "nothing in it is a scan",
                "inbox",
                "Put in files of NIfTI, MetaImage or NRRD, or DICOM series in folders, zips or files.");
    }

    /** @param how the kind of failure: its words would name the file */
    public static Fault unreadableEntry(String how) {
        return new Fault(
                UNREADABLE_ENTRY,
                "it cannot be read: " + how,
                "inbox",
                "Let the service read every file and folder of it, then move it back.");
    }

    public static Fault inbox(String what) {
        return new Fault(
                INBOX,
                "the inbox cannot be used: " + what,
                "ingest.inbox",
                "Give a folder on a local disk that the service may write to.");
    }

    public static Fault labelFiles(int files) {
        return new Fault(
                LABEL_FILES,
                "the upload has " + files + " label files",
                "form field labels",
                "Send one file of labels, or a header and its voxels, in this order.");
    }

    public static Fault unknownLabel(int label, String dataset) {
        return new Fault(
                UNKNOWN_LABEL,
                "the label map has the value " + label + ", which the data set does not define",
                "dataset " + Pseudonym.of(dataset),
                "Correct the label map, or add the label to the data set's definition.");
    }

    public static Fault badLimit(int limit, int most) {
        return new Fault(BAD_LIMIT, "limit " + limit, "query", "Ask for 1 to " + most + ", or leave it out for all.");
    }

    public static Fault outOfMemory(String scanId) {
        return new Fault(
                OUT_OF_MEMORY,
                "normalising the scan takes more memory than the service has",
                "scan " + Pseudonym.of(scanId),
                "Check the data set's targetSpacingMm, raise the service's heap (-Xmx) or lower ingest.workers; then upload the"
                        + " scan again.");
    }

    public static Fault endedTheService(String scanId, int times) {
        return new Fault(
                ENDED_THE_SERVICE,
                "normalising the scan ended the service " + times + " times",
                "scan " + Pseudonym.of(scanId),
                "See the service's log; raise its heap (-Xmx) or crop the scan, then upload it again.");
    }
}
