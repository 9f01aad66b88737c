package org.e2enet.deploy.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With TLS between services, every service has a certificate for the name it is called by, and is called by https alone. */
class CertificatesTest {
    private final List<JsonNode> objects = Chart.objects("hospital");

    @Test
    void shouldHaveACertificateForEachServiceThatItsPodMounts() {
        for (JsonNode deployment : Chart.ofKind(objects, "Deployment").toList()) {
            String name = Chart.name(deployment);
            JsonNode spec = Chart.ofKind(objects, "Certificate")
                    .filter(one -> Chart.name(one).equals(name))
                    .findFirst()
                    .orElseThrow()
                    .path("spec");
            assertEquals(name, spec.at("/dnsNames/0").asText());
            assertTrue(deployment
                    .toString()
                    .contains("\"secretName\":\"" + spec.path("secretName").asText() + "\""));
        }
    }

    @Test
    void shouldCallNobodyInPlainHttp() {
        for (JsonNode object : objects) {
            assertFalse(object.toString().contains("http://"), Chart.name(object));
            assertFalse(object.toString().contains("\"scheme\":\"HTTP\""), Chart.name(object));
        }
        assertEquals("https", scheme("hospital"));
        assertEquals("", scheme("research-gpu"));
    }

    @Test
    void shouldShowCertificatesToEachOtherWhereThatIsWanted() {
        List<JsonNode> mutual = Chart.parse(Chart.render("hospital", Map.of("tls.callers", "true")));

        for (JsonNode deployment : Chart.ofKind(mutual, "Deployment").toList()) {
            String text = deployment.toString();
            assertTrue(text.contains("EDGE_CERTIFICATE") && text.contains("EDGE_KEY"), Chart.name(deployment));
            assertEquals(!Chart.name(deployment).contains("console"), text.contains("EDGE_CALLERS"));
        }
        for (JsonNode certificate : Chart.ofKind(mutual, "Certificate").toList()) {
            if (certificate.at("/spec/secretName").asText().endsWith("-service-tls")) {
                assertEquals(
                        "PKCS8", certificate.at("/spec/privateKey/encoding").asText(), "what the services read");
            }
        }
        assertFalse(Chart.render("hospital").contains("EDGE_CALLERS"));
    }

    @Test
    void shouldBeHttpThroughoutWithoutIt() {
        String plain = Chart.render("hospital", Map.of("tls.enabled", "false"));

        assertFalse(plain.contains("QUARKUS_HTTP_SSL"));
        assertFalse(plain.contains("scheme: HTTPS"));
        assertFalse(plain.contains("kind: Certificate\n"));
    }

    private static String scheme(String installation) {
        return Chart.ofKind(Chart.objects(installation), "ServiceMonitor")
                .findFirst()
                .orElseThrow()
                .at("/spec/endpoints/0/scheme")
                .asText();
    }
}
