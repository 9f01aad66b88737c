package org.e2enet.pacs.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusesTest {
    /** Others are 400: the caller's own fault. */
    @ParameterizedTest
    @CsvSource({
        "DCM-308, 422",
        "DCM-416, 422",
        "DCM-401, 409",
        "DCM-402, 409",
        "DCM-412, 503",
        "DCM-420, 502",
        "DCM-502, 507",
        "DCM-504, 507",
        "DCM-505, 404",
        "DCM-507, 403"
    })
    void shouldSayWhoseFaultItIs(String code, int status) {
        assertEquals(status, new Statuses().of(code).orElse(400));
    }
}
