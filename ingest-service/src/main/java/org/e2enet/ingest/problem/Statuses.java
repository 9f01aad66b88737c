package org.e2enet.ingest.problem;

import org.e2enet.store.StoreFaults;

/** Which HTTP status a fault code means. */
final class Statuses {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;
    private static final int FAILED = 500;
    private static final int UNAVAILABLE = 503;
    private static final int STORAGE = 507;

    private Statuses() {}

    static int of(String code) {
        return switch (code) {
            case IngestFaults.UNKNOWN_DATASET, IngestFaults.UNKNOWN_SCAN -> NOT_FOUND;
            case IngestFaults.OVER_LIMIT, StoreFaults.OVER_LIMIT -> TOO_LARGE;
            case IngestFaults.CHANNELS -> UNPROCESSABLE;
            case IngestFaults.NOT_ANNOUNCED -> UNAVAILABLE;
            case StoreFaults.NOT_WRITTEN -> STORAGE;
            default -> ofFamily(code);
        };
    }

    private static int ofFamily(String code) {
        if (code.startsWith("IMG-1")) {
            return UNPROCESSABLE;
        }
        return code.startsWith("ING-1") ? BAD_REQUEST : FAILED;
    }
}
