package org.e2enet.edge.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginCheckTest {
    private final OriginCheck check = new OriginCheck(List.of("https://console.example.org"));

    @ParameterizedTest
    @CsvSource({
        ", , false",
        "http://localhost:8081, same-origin, false",
        "http://localhost:8081, , false",
        ", none, false",
        "https://console.example.org, cross-site, false",
        "null, , true",
        "null, same-origin, true",
        "http://localhost:8082, same-site, true",
        "http://evil.example, cross-site, true",
        ", cross-site, true",
        ", same-site, true"
    })
    void shouldTellForeignPagesFromProgramsAndOwnOnes(String origin, String site, boolean foreign) {
        assertEquals(foreign, check.isForeign(origin, site, "http://localhost:8081"));
    }
}
