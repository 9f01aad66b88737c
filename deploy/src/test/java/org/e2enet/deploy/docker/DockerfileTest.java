package org.e2enet.deploy.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.e2enet.deploy.Repository;
import org.e2enet.standalone.stack.ServiceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks the Dockerfile's steps, target by target, against this checkout and what its build makes. */
class DockerfileTest {

    @Test
    void shouldBuildEveryServiceOnceWithItsBillOfMaterials() {
        Dockerfile.Stage build = Images.DOCKERFILE.stages().get("build");
        String maven = build.steps("RUN").findFirst().orElseThrow().rest();

        assertEquals(
                List.of("."),
                build.steps("COPY").map(copy -> copy.rest().split(" ")[0]).toList());
        for (ServiceKind service : ServiceKind.values()) {
            assertTrue(maven.matches(".*[ ,]" + service.serviceName() + "[ ,].*"), maven);
            assertTrue(
                    Repository.read(service.serviceName() + "/pom.xml")
                            .contains("<cyclonedx.skip>false</cyclonedx.skip>"),
                    service.serviceName());
        }
        assertTrue(maven.contains("-Pimage "));
        assertTrue(Repository.read("pom.xml").contains("<outputName>sbom</outputName>"));
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void shouldStandOnImagesOfOneExactVersion(ServiceKind service) {
        assertTrue(Images.DOCKERFILE.image(service.serviceName()).startsWith("eclipse-temurin:25."));
        assertTrue(Images.DOCKERFILE.image("build").startsWith("maven:3."));
        for (String stage : List.of("build", service.serviceName())) {
            String image = Images.DOCKERFILE.image(stage);
            assertTrue(image.matches("[a-z-]+:\\d+\\.\\d+\\.\\d+[\\w.+-]*(@sha256:[0-9a-f]{64})?"), image);
        }
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void shouldCopyTheWholeServiceAndNothingElse(ServiceKind service) throws IOException {
        Path built = Repository.file(service.serviceName() + "/target");
        String from = "--from=build /src/" + service.serviceName() + "/target/";
        List<String> copies = Images.DOCKERFILE
                .stages()
                .get(service.serviceName())
                .steps("COPY")
                .map(Dockerfile.Step::rest)
                .toList();

        for (String copy : copies) {
            assertTrue(copy.startsWith(from), copy);
            assertTrue(copy.contains(" /opt/e2enet/"), copy);
        }
        try (Stream<Path> made = Files.list(built.resolve("quarkus-app"))) {
            for (Path part : made.toList()) {
                // Dependencies for the build's own use, and a list of them.
                if (part.endsWith("quarkus-app-dependencies.txt")) {
                    continue;
                }
                String name = part.getFileName().toString();
                String wanted =
                        Files.isDirectory(part) ? "/target/quarkus-app/" + name + "/ " : "/target/quarkus-app/*.jar ";
                assertTrue(copies.stream().anyMatch(copy -> copy.contains(wanted)), "not in the image: " + part);
            }
        }
        for (String folder : List.of("lib", "app", "quarkus")) {
            assertTrue(Files.isDirectory(built.resolve("quarkus-app").resolve(folder)), folder);
            assertTrue(copies.stream().anyMatch(copy -> copy.endsWith("/" + folder + "/ /opt/e2enet/" + folder + "/")));
        }
        assertTrue(copies.stream().anyMatch(copy -> copy.contains("/target/sbom.json ")), "no bill of materials");
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void shouldRunAsAnUnprivilegedUserThatOwnsItsFoldersAlone(ServiceKind service) {
        List<Dockerfile.Step> own =
                Images.DOCKERFILE.stages().get(service.serviceName()).steps();

        assertEquals(new Dockerfile.Step("USER", "10001:10001"), own.getLast(), "nothing runs as root after it");
        String made = Images.DOCKERFILE.lineage(service.serviceName()).stream()
                .flatMap(stage -> stage.steps("RUN"))
                .map(Dockerfile.Step::rest)
                .findFirst()
                .orElseThrow();
        assertTrue(made.contains("--uid 10001"));
        assertTrue(made.contains("chown -R e2enet:e2enet /var/lib/e2enet "));
        assertFalse(made.contains("/opt/e2enet"), "a service cannot change its own code");
        Images.DOCKERFILE.environment(service.serviceName()).values().stream()
                .filter(value -> value.startsWith("/"))
                // Of a key its folder.
                .map(value -> value.replaceFirst("/[^/]+\\.key$", ""))
                .forEach(folder -> assertTrue(made.contains(folder + " "), folder + " is not made"));
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void shouldStartAsTheLauncherStartsItWithAShareOfTheLimitAsHeap(ServiceKind service) {
        var environment = Images.DOCKERFILE.environment(service.serviceName());

        assertEquals(String.join(" ", service.jvmFlags()), environment.get("JVM_FLAGS"));
        int percent = Integer.parseInt(environment.get("HEAP_PERCENT"));
        assertTrue(percent >= 10 && percent <= 75, percent + " %");
        String command = Images.DOCKERFILE
                .last(service.serviceName(), "ENTRYPOINT")
                .orElseThrow()
                .rest();
        assertTrue(command.contains("-XX:MaxRAMPercentage=$HEAP_PERCENT $JAVA_OPTS_APPEND "), command);
        assertFalse(command.contains("-Xmx"), "an absolute heap ignores the container's limit");
    }

    @Test
    void shouldHaveATargetForEachServiceAndNoOther() {
        List<String> targets = Images.DOCKERFILE.stages().keySet().stream()
                .filter(name ->
                        !List.of("build", "service", "computing-service").contains(name))
                .toList();

        assertEquals(
                Arrays.stream(ServiceKind.values())
                        .map(ServiceKind::serviceName)
                        .sorted()
                        .toList(),
                targets.stream().sorted().toList());
    }
}
