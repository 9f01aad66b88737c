package org.e2enet.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * That a scan belongs to a data set: document {@code dataset-scans/<dataset>/<scanId>.json}, whose content is the scan's id alone.
 *
 * @param dataset null when read from a document, whose name tells it
 */
record Member(String dataset, String scanId) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Member read(String scanId) {
        return new Member(null, scanId);
    }

    @JsonValue
    String content() {
        return scanId;
    }

    String id() {
        return dataset + "/" + scanId;
    }
}
