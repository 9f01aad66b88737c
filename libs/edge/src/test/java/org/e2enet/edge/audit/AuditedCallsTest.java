package org.e2enet.edge.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditedCallsTest {
    @ParameterizedTest
    @CsvSource({
        "POST,/predictions",
        "DELETE,/scans/s1",
        "PUT,/datasets/brain",
        "PATCH,/anything",
        "POST,/api/infer/predictions",
        "GET,/predictions/p1/segmentation",
        "GET,/predictions/p1",
        "HEAD,/predictions/p1/maps/uncertainty",
        "GET,/scans/s1/images/0",
        "GET,/scores",
        "GET,/scores/p1/revisions",
        "GET,/models/m1/weights",
        "GET,/predictions/p1/seg",
        "GET,/predictions/p1/statement",
        "GET,/audit",
        "GET,/api/infer/predictions/p1"
    })
    void shouldRecordWritesAndReadsOfResults(String method, String path) {
        assertTrue(AuditedCalls.isAudited(method, path));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/q/health/ready",
        "POST,/q/anything",
        "GET,/scans/s1",
        "GET,/predictions",
        "GET,/predictions/events",
        "GET,/datasets",
        "OPTIONS,/predictions/p1",
        "GET,/pages/scan.js",
        "GET,/scores/figures.js",
        "GET,/api/infer/aliases",
        "GET,/api/infer/models",
        "GET,/"
    })
    void shouldNotRecordWhoAsksWhereWorkStands(String method, String path) {
        assertFalse(AuditedCalls.isAudited(method, path));
    }

    @Test
    void shouldWriteDownNoNameThatACallerMadeUp() {
        String hash = "0123456789abcdef0123456789abcdef";
        assertEquals("/scans/" + hash + "/hold", AuditedCalls.shown("/scans/" + hash + "/hold", false));
        assertFalse(AuditedCalls.shown("/scans/DOE-JOHN", false).contains("DOE"));
        assertFalse(AuditedCalls.shown("/DOE-JOHN/1", false).contains("DOE"));
        assertEquals("/models/run-1-fold0/weights", AuditedCalls.shown("/models/run-1-fold0/weights", true));
        assertFalse(AuditedCalls.shown("/models/John Doe/weights", true).contains("Doe"), "no id of ours has a space");
    }
}
