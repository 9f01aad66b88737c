package org.e2enet.deploy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.e2enet.deploy.docker.Images;
import org.e2enet.deploy.helm.Installations;
import org.e2enet.standalone.stack.ServiceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every variable that images, compose or the chart set is one that the service reads: a misspelt one would be passed over. */
class SettingsTest {
    static final List<String> INSTALLATIONS = Installations.NAMES;

    private static final Map<String, KnownSettings> KNOWN = Arrays.stream(ServiceKind.values())
            .map(ServiceKind::serviceName)
            .collect(Collectors.toMap(Function.identity(), KnownSettings::of));

    @Test
    void shouldTellSettingsOfAServiceFromOthers() {
        KnownSettings dicom = KNOWN.get("dicom-service");

        assertTrue(dicom.has("DICOM_ARCHIVES_ORTHANC_PASSWORD_FILE"));
        assertTrue(dicom.has("DICOM_MAX_SERIES_BYTES"));
        assertTrue(dicom.has("EDGE_HOSTS"));
        assertTrue(dicom.has("STORE_DIRECTORY"));
        assertTrue(dicom.has("KAFKA_SASL_JAAS_CONFIG"));
        assertTrue(KNOWN.get("infer-service").has("INFER_WINDOW_STEP"));
        assertFalse(dicom.has("DICOM_ARCHIVE_ORTHANC_URL"));
        assertFalse(dicom.has("INFER_ENGINE"));
        assertFalse(dicom.has("KAFKA_SASL_PASSWORD_FILE"));
    }

    @ParameterizedTest
    @FieldSource("INSTALLATIONS")
    void shouldBeKnownWhereTheChartSetsThem(String installation) {
        Set<String> unknown = new TreeSet<>();
        Installations.environments(installation).forEach((service, variables) -> add(service, variables, unknown));

        assertEquals(Set.of(), unknown);
    }

    @Test
    void shouldBeKnownWhereComposeSetsThem() {
        ComposeFile compose = new ComposeFile();
        Set<String> unknown = new TreeSet<>();
        for (String service : KNOWN.keySet()) {
            add(service, compose.variables(service), unknown);
        }

        assertEquals(Set.of(), unknown);
    }

    @Test
    void shouldBeKnownWhereImagesSetThem() {
        Set<String> unknown = new TreeSet<>();
        KNOWN.keySet()
                .forEach(service -> add(service, Images.environment(service).keySet(), unknown));

        assertEquals(Set.of(), unknown);
    }

    private static void add(String service, Set<String> variables, Set<String> unknown) {
        assertFalse(variables.isEmpty(), service);
        variables.stream()
                .filter(variable -> !KNOWN.get(service).has(variable))
                .forEach(variable -> unknown.add(service + ": " + variable));
    }
}
