package org.e2enet.pacs.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.e2enet.dicom.exchange.ResultKind;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    private static final SeenSeries SEEN = new SeenSeries(
            "MR",
            "Acme",
            "1.2.840.10008.5.1.4.1.1.4",
            List.of("ORIGINAL", "PRIMARY"),
            "HEAD",
            "Ax T1 POST",
            "E2E",
            120,
            1.0);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{};true",
                "{\"modality\": [\"CT\", \"MR\"]};true",
                "{\"modality\": [\"CT\"]};false",
                "{\"sopClass\": [\"1.2.840.10008.5.1.4.1.1.4\"]};true",
                "{\"imageTypeHas\": [\"ORIGINAL\"], \"imageTypeHasNot\": [\"LOCALIZER\"]};true",
                "{\"imageTypeHasNot\": [\"PRIMARY\"]};false",
                "{\"bodyPart\": [\"HEAD\"]};true",
                "{\"bodyPart\": [\"ABDOMEN\"]};false",
                "{\"description\": \"(?i)t1\"};true",
                "{\"description\": \"^t1\"};false",
                "{\"calledAet\": [\"E2E\"]};true",
                "{\"calledAet\": [\"OTHER\"]};false",
                "{\"leastSlices\": 120};true",
                "{\"leastSlices\": 121};false",
                "{\"mostSliceThicknessMm\": 1};true",
                "{\"mostSliceThicknessMm\": 0.9};false"
            })
    void shouldAskWhatTheMatchSaysAndNothingElse(String match, boolean fits) throws IOException {
        Routes routes = routes("[" + route("one", match) + "]");

        assertEquals(fits, routes.table().first(SEEN).isPresent());
    }

    @Test
    void shouldTakeTheFirstThatFits() throws IOException {
        Routes routes = routes(
                "[" + route("ct", "{\"modality\": [\"CT\"]}") + "," + route("a", "{}") + "," + route("b", "{}") + "]");

        assertEquals(Optional.of("a"), routes.table().first(SEEN).map(Route::name));
        assertEquals(
                List.of(ResultKind.SEG),
                routes.table().first(SEEN).orElseThrow().outputs());
    }

    @ParameterizedTest
    @CsvSource({"SEG,Acme", "RTSTRUCT,Acme", "SR,Acme", "PR,Acme", "KO,Acme", "MR,E2ENet"})
    void shouldNeverRouteResults(String modality, String manufacturer) throws IOException {
        SeenSeries result = new SeenSeries(modality, manufacturer, "", List.of(), "", "", "", 1, 1);

        assertTrue(routes("[" + route("all", "{}") + "]").table().first(result).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[{\"name\": \"a\", \"match\": {\"modalty\": [\"MR\"]}, \"dataset\": \"d\", \"alias\": \"a\"}];modalty",
                "[{\"name\": \"a\", \"match\": {\"description\": \"(\"}, \"dataset\": \"d\", \"alias\": \"a\"}];description",
                "[{\"name\": \"a\", \"dataset\": \"d\", \"alias\": \"a\"}];match",
                "[{\"name\": \"a b\", \"match\": {}, \"dataset\": \"d\", \"alias\": \"a\"}];name",
                "[{\"name\": \"a\", \"match\": {}, \"dataset\": \"d\", \"alias\": \"a\", \"outputs\": [\"PNG\"]}];outputs"
            })
    void shouldNotStartWithRoutesThatCannotBeUnderstood(String routes, String named) {
        FaultException failure = assertThrows(FaultException.class, () -> routes(routes));

        assertEquals("DCM-502", failure.fault().code());
        assertTrue(failure.fault().what().contains(named), failure.fault()::what);
    }

    @Test
    void shouldRefuseTwoRoutesOfOneName() {
        assertThrows(FaultException.class, () -> routes("[" + route("a", "{}") + "," + route("a", "{}") + "]"));
    }

    @Test
    void shouldFollowTheFileAndKeepTheRoutesBeforeWhenItIsBroken() throws IOException {
        Routes routes = routes("[]");
        assertTrue(routes.table().first(SEEN).isEmpty());

        write("[" + route("new", "{}") + "]");
        assertEquals(Optional.of("new"), routes.table().first(SEEN).map(Route::name));

        Files.writeString(folder.resolve("routes.json"), "{\"routes\": [");
        assertEquals(Optional.of("new"), routes.table().first(SEEN).map(Route::name));
    }

    @Test
    void shouldKeepWhatIsPutAcrossAStart() throws IOException {
        Routes routes = routes("[]");
        routes.replace(("{\"routes\": [" + route("put", "{}") + "]}").getBytes());

        assertEquals(
                Optional.of("put"),
                new Routes(folder.resolve("routes.json")).table().first(SEEN).map(Route::name));
    }

    private Routes routes(String list) throws IOException {
        write(list);
        return new Routes(folder.resolve("routes.json"));
    }

    private void write(String list) throws IOException {
        Files.writeString(folder.resolve("routes.json"), "{\"routes\": " + list + "}");
    }

    private static String route(String name, String match) {
        return "{\"name\": \"" + name + "\", \"match\": " + match + ", \"dataset\": \"d\", \"alias\": \"a\"}";
    }
}
