package org.e2enet.deploy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.e2enet.deploy.Repository;
import org.e2enet.deploy.docker.Images;
import org.e2enet.standalone.stack.ServiceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One Docker host: built there, with nothing to write to but volumes, reached on loopback alone. */
class ComposeTest {
    private final ComposeFile compose = new ComposeFile();

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void shouldBuildEachServiceFromSources(ServiceKind service) {
        Map<String, Object> own = compose.services().get(service.serviceName());

        assertEquals(
                Map.of("context", ".", "dockerfile", "deploy/docker/Dockerfile", "target", service.serviceName()),
                own.get("build"));
        assertEquals("e2enet/" + service.serviceName() + ":${E2ENET_VERSION:-dev}", own.get("image"));
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void shouldLetAServiceWriteToItsVolumesAlone(ServiceKind service) {
        Map<String, Object> own = compose.services().get(service.serviceName());

        assertEquals(true, own.get("read_only"));
        assertEquals(List.of("ALL"), own.get("cap_drop"));
        assertEquals(List.of("no-new-privileges:true"), own.get("security_opt"));
        assertTrue(own.get("tmpfs").toString().contains("/tmp:exec"), "native code is unpacked there and run");
        List<String> mounts = ((List<?>) own.get("volumes"))
                .stream().map(volume -> volume.toString().split(":")[1]).toList();
        Images.environment(service.serviceName()).values().stream()
                .filter(value -> value.startsWith("/var/lib/e2enet/"))
                // Of a key its folder.
                .map(value -> value.replaceFirst("/[^/]+\\.key$", ""))
                .forEach(folder -> assertTrue(mounts.contains(folder), folder + " is not a volume"));
    }

    @Test
    void shouldOpenPortsOnLoopbackAloneUnlessAskedOtherwise() {
        compose.services().forEach((name, service) -> {
            for (Object port : (List<?>) service.getOrDefault("ports", List.of())) {
                assertTrue(
                        port.toString().matches("(127\\.0\\.0\\.1|\\$\\{DICOM_LISTEN:-127\\.0\\.0\\.1}):.*"),
                        name + ": " + port);
            }
        });
    }

    @Test
    void shouldPinEveryImageOfOthers() {
        compose.services().forEach((name, service) -> {
            String image = service.get("image").toString();
            assertTrue(
                    image.startsWith("e2enet/") || image.matches("[a-z/-]+:v?\\d+(\\.\\d+)+(@sha256:[0-9a-f]{64})?"),
                    name + ": " + image);
        });
    }

    /** A broker that keeps records as packed as they came would hand on some that unpack to gigabytes. */
    @Test
    void shouldMeasureRecordsUnpackedOnEveryBroker() {
        assertTrue(Repository.read("deploy/kafka/create-topics.sh").contains("--config compression.type=uncompressed"));
        assertTrue(Repository.read("docker-compose.yml").contains("KAFKA_COMPRESSION_TYPE: uncompressed"));
    }
}
