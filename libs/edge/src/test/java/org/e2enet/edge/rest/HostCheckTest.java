package org.e2enet.edge.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCheckTest {
    private final HostCheck check = new HostCheck(List.of("Ingest-Service"), "pacs-7");

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LocalHost, true",
        "127.0.0.1, true",
        "[::1], true",
        "0:0:0:0:0:0:0:1, true",
        "pacs-7, true",
        "ingest-service, true",
        "10.1.2.3, true",
        "10.1.2.4, false",
        "evil.example, false",
        "localhost.evil.example, false",
        "127.0.0.1.evil.example, false",
        "'', false"
    })
    void shouldServeOnlyItsOwnNames(String host, boolean served) {
        assertEquals(served, check.isAllowed(host, "10.1.2.3"));
    }
}
