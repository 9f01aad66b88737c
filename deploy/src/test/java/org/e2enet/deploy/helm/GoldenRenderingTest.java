package org.e2enet.deploy.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.e2enet.deploy.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Installations come out as they were looked at; values that make no sense are refused before anything is changed. */
class GoldenRenderingTest {
    static final List<String> INSTALLATIONS = Chart.INSTALLATIONS;

    /** After a wanted change: {@code -Dgolden.accept=true}, then look at the difference. */
    @ParameterizedTest
    @FieldSource("INSTALLATIONS")
    void shouldRenderAsBefore(String installation) throws IOException {
        Path golden = Repository.file("deploy/helm/golden/" + installation + ".yaml");
        String rendered = Chart.render(installation);
        if (Boolean.getBoolean("golden.accept")) {
            Files.writeString(golden, rendered);
        }

        assertEquals(Files.readString(golden), rendered, golden + "; accept with -Dgolden.accept=true");
    }

    @Test
    void shouldPassHelmsOwnLint() {
        var lint = Chart.lint();

        assertFalse(lint.isFailed(), () -> lint.getMessages().toString());
    }

    @Test
    void shouldBeOfTheVersionThatIsBeingMade() {
        var chart = Chart.read(Chart.FOLDER.resolve("Chart.yaml"));

        assertEquals(Repository.version(), chart.path("version").asText());
        assertEquals(Repository.version(), chart.path("appVersion").asText());
        assertTrue(Chart.render("small").contains("image: e2enet/ingest-service:" + Repository.version() + "\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "services.ingest.replicsa, 2, replicsa",
        "services.ingest.resources.limits, null, limits",
        "services.console.enabled, false, console",
        "services.dicom.replicas, 2, replicas",
        "services.metrics.replicas, 2, services.metrics.replicas",
        "security.mode, '', security.mode",
        "security.mode, oidc, security.cidr",
        "host, '', host",
        "scores.url, jdbc:mysql://x, url",
        "kafka.bootstrapServers, '', kafka.bootstrapServers",
        "kafka.secure, true, topicsJob",
        "kafka.cidr, '', kafka.cidr",
        "services.infer.env.lowercase, x, lowercase",
    })
    void shouldRefuseValuesThatMakeNoSense(String name, String value, String named) {
        var refused = assertThrows(IllegalStateException.class, () -> Chart.render("small", Map.of(name, value)));

        assertTrue(refused.getMessage().contains(named), refused::getMessage);
    }
}
