package org.e2enet.ingest.problem;

import org.e2enet.faults.Fault;

/** Errors of this service: ING-1xx the caller's, ING-2xx the installation's. */
public final class IngestFaults {
    public static final String UNKNOWN_DATASET = "ING-101";
    public static final String UNKNOWN_SCAN = "ING-102";
    public static final String BAD_DEFINITION = "ING-103";
    public static final String NAME_DIFFERS = "ING-104";
    public static final String NO_IMAGE = "ING-105";
    public static final String CHANNELS = "ING-106";
    public static final String OVER_LIMIT = "ING-107";
    public static final String BAD_ALIAS = "ING-108";
    public static final String UNKNOWN_LABEL = "ING-109";
    public static final String BAD_REQUEST = "ING-110";
    public static final String BAD_LIMIT = "ING-112";
    public static final String OUT_OF_MEMORY = "ING-201";
    public static final String NOT_ANNOUNCED = "ING-202";
    public static final String UNEXPECTED = "ING-203";

    private IngestFaults() {}

    public static Fault unknownDataset(String dataset) {
        return new Fault(
                UNKNOWN_DATASET,
                "no data set of this name",
                "dataset " + shown(dataset),
                "Define it first: PUT /datasets/{name} with channelNames and labels.");
    }

    public static Fault unknownScan(String scanId) {
        return new Fault(
                UNKNOWN_SCAN,
                "no scan of this id",
                "scan " + shown(scanId),
                "Use the scanId that the upload answered, or list a data set's: GET /datasets/{name}/scans.");
    }

    /** @param why says which field is wrong, in this project's own words */
    public static Fault badDefinition(String why) {
        return new Fault(
                BAD_DEFINITION,
                "not a data set definition: " + why,
                "request body",
                "Send JSON such as {\"channelNames\": [\"T1\"], \"labels\": {\"0\": \"background\", \"1\": \"tumour\"}}.");
    }

    public static Fault nameDiffers(String path) {
        return new Fault(
                NAME_DIFFERS,
                "the definition's name differs from the one in the path",
                "dataset " + shown(path),
                "Leave 'name' out of the body, or make both equal.");
    }

    public static Fault noImage() {
        return new Fault(
                NO_IMAGE,
                "the upload has no file",
                "form field image",
                "Send multipart/form-data with one file field 'image' per channel.");
    }

    public static Fault channels(int wanted, int got, String dataset) {
        return new Fault(
                CHANNELS,
                "the data set has " + wanted + " image channels, the upload has " + got,
                "dataset " + dataset,
                "Send one file per channel in the order of the definition, or one 4-D file with all of them.");
    }

    public static Fault overLimit(long limitBytes) {
        return new Fault(
                OVER_LIMIT,
                "the upload is larger than the limit of " + limitBytes + " bytes",
                "request body",
                "Send a smaller scan (packed with gzip, or cropped), or raise ingest.upload-limit.");
    }

    public static Fault badAlias() {
        return new Fault(
                BAD_ALIAS,
                "not a model alias",
                "form field predictWith",
                "Use letters, digits, '.', '_' and '-', at most 120, starting with a letter or digit.");
    }

    public static Fault unknownLabel(int label, String dataset) {
        return new Fault(
                UNKNOWN_LABEL,
                "the label map has the value " + label + ", which the data set does not define",
                "dataset " + dataset,
                "Correct the label map, or add the label to the data set's definition.");
    }

    public static Fault badRequest(int status) {
        return new Fault(
                BAD_REQUEST,
                "the request cannot be served (HTTP " + status + ")",
                "request",
                "Compare it with the interface's description: GET /q/openapi.");
    }

    public static Fault badLimit(int limit, int most) {
        return new Fault(BAD_LIMIT, "limit " + limit, "query", "Ask for 1 to " + most + ", or leave it out for all.");
    }

    public static Fault outOfMemory(String scanId) {
        return new Fault(
                OUT_OF_MEMORY,
                "normalising the scan takes more memory than the service has",
                "scan " + scanId,
                "Check the data set's targetSpacingMm, raise the service's heap (-Xmx) or lower ingest.workers; then upload the"
                        + " scan again.");
    }

    public static Fault notAnnounced(String topic) {
        return new Fault(
                NOT_ANNOUNCED,
                "the broker did not confirm the event in time; what was uploaded is in the store",
                "topic " + topic,
                "Check that Kafka is up, then send the request again: nothing is stored twice.");
    }

    public static Fault unexpected(String where) {
        return new Fault(
                UNEXPECTED,
                "an unforeseen error stopped the work",
                where,
                "See the service's log; report it if it stays.");
    }

    /** What a caller sent, shortened and stripped of everything that could disturb a log. */
    private static String shown(String text) {
        return text.substring(0, Math.min(text.length(), 40)).replaceAll("[^A-Za-z0-9._-]", "?");
    }
}
