package org.e2enet.edge.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessListTest {
    private final AccessList ingest = AccessList.of("ingest-service");
    private final AccessList console = AccessList.of("console-service");

    @ParameterizedTest
    @CsvSource({
        "GET, /scans/a, viewer, true",
        "HEAD, /scans/a, viewer, true",
        "GET, /scans/a/, viewer, true",
        "DELETE, /scans/a, scientist, false",
        "DELETE, /scans/a, operator, false",
        "DELETE, /scans/a, admin, true",
        "POST, /datasets/a/scans, viewer, false",
        "POST, /datasets/a/scans, operator, true",
        "POST, /datasets/a/scans, scientist, true",
        "PUT, /datasets/a, operator, false",
        "GET, /scans/a, Viewer, false",
        "GET, /scans/a, guest, false"
    })
    void shouldKnowWhoMay(String method, String path, String role, boolean may) {
        assertEquals(may, ingest.line(method, path).orElseThrow().allows(Set.of(role)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/scans", "/scans/a/b", "/scans/a;x=1", "/scans;x/a", "/q", "/q/health/x", "/q/dev"})
    void shouldHaveNoLineForWhatNobodyWroteDown(String path) {
        assertEquals(Optional.empty(), ingest.line("GET", path));
        assertEquals(Optional.empty(), ingest.line("PATCH", "/scans/a"));
        assertEquals(Optional.empty(), ingest.line("OPTIONS", "/scans/a"));
        assertEquals(Optional.empty(), ingest.line("TRACE", "/q/health"));
    }

    @Test
    void shouldTakeTheSharpestLine() {
        AccessList infer = AccessList.of("infer-service");
        assertEquals(
                List.of("predictions", "events"),
                infer.line("GET", "/predictions/events").orElseThrow().path());
        assertEquals(
                List.of("letters", "replay"),
                infer.line("POST", "/letters/replay").orElseThrow().path());
    }

    @Test
    void shouldJudgeAtTheConsoleWhatItPassesOn() {
        for (AccessLine line : AccessList.of("ingest-service").lines()) {
            boolean ofEveryService = AccessList.of("no-such-service").lines().contains(line);
            Optional<AccessLine> passed = console.line(line.method(), "/api/ingest" + line.pathText());
            assertEquals(ofEveryService ? Optional.empty() : Optional.of(line.roles()), passed.map(AccessLine::roles));
        }
        assertFalse(console.line("DELETE", "/api/ingest/scans/a").orElseThrow().allows(Set.of("scientist")));
    }

    @Test
    void shouldOpenNothingButProbes() {
        for (String service : AccessDocumentTest.SERVICES) {
            for (AccessLine line : AccessList.of(service).lines()) {
                assertTrue(!line.open() || line.path().getFirst().equals("q"), line::pathText);
                assertTrue(line.open() || !line.roles().isEmpty(), line::pathText);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /scans", "GET scans viewer", "GET /scans visitor", "GET /scans open viewer"})
    void shouldRefuseALineThatSaysNothing(String line) {
        assertThrows(IllegalArgumentException.class, () -> AccessLine.parse(line));
    }
}
