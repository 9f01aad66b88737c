package org.e2enet.deploy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2enet.broker.AccessRight;
import org.e2enet.contract.ServiceTopics;
import org.e2enet.contract.Topic;
import org.e2enet.deploy.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rights in acls.txt are those that services need; what a service says it needs is what its code and its channels have. */
class AclsTest {
    private static final Pattern INTAKE =
            Pattern.compile("(?m)^mp\\.messaging\\.incoming\\..*\\.topic=\\$\\{topics\\.prefix}(\\S+)$");
    private static final Pattern GROUP = Pattern.compile("(?m)^mp\\.messaging\\.incoming\\..*\\.group\\.id=(\\S+)$");

    @Test
    void shouldAllowWhatServicesNeedAndNoMore() {
        String wanted = Acls.wanted().stream().map(AccessRight::toString).collect(Collectors.joining("\n"));
        String written = Acls.written().stream().map(AccessRight::toString).collect(Collectors.joining("\n"));

        assertEquals(wanted, written, "deploy/kafka/acls.txt");
    }

    @ParameterizedTest
    @EnumSource(ServiceTopics.class)
    void shouldNameTheTopicsAndGroupsOfTheServicesChannels(ServiceTopics service) {
        String settings = Repository.read(service.serviceName() + "/src/main/resources/application.properties");

        assertEquals(
                new TreeSet<>(INTAKE.matcher(settings)
                        .results()
                        .map(channel -> channel.group(1))
                        .toList()),
                service.intake().stream().map(Topic::shortName).collect(Collectors.toCollection(TreeSet::new)));
        assertEquals(
                GROUP.matcher(settings)
                        .results()
                        .map(group -> group.group(1)
                                .replaceAll("\\$\\{[a-z.]+:([^}]+)}", "$1")
                                .replaceAll("\\$\\{quarkus.uuid}", "*"))
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(service.groups()));
    }

    /** Whoever makes an event in its code sends it; whatever is sent has its right. */
    @ParameterizedTest
    @EnumSource(ServiceTopics.class)
    void shouldNameTheTopicsThatTheServicesCodeMakesEventsFor(ServiceTopics service) {
        String code = code(service.serviceName() + "/src/main/java");
        Set<Topic> made = EnumSet.noneOf(Topic.class);
        for (Topic topic : Topic.values()) {
            if (code.contains("new " + topic.payload().getSimpleName() + "(")
                    || code.contains("remove(Topic." + topic)) {
                made.add(topic);
            }
        }

        Set<Topic> unwritten = EnumSet.copyOf(made);
        unwritten.removeAll(service.written());
        assertEquals(Set.of(), unwritten, "made by " + service + ", which may not write them");
    }

    @Test
    void shouldHaveAWriterForEveryTopic() {
        Set<Topic> written = EnumSet.noneOf(Topic.class);
        Arrays.stream(ServiceTopics.values()).forEach(service -> written.addAll(service.written()));

        assertEquals(EnumSet.allOf(Topic.class), written);
    }

    @Test
    void shouldGiveNobodyARightThatReachesBeyondItsName() {
        for (AccessRight right : Acls.written()) {
            assertTrue(
                    List.of("Read", "Write", "Describe", "DescribeConfigs").contains(right.operation()),
                    right::toString);
            assertTrue(List.of("Topic", "Group").contains(right.kind()), right::toString);
            assertFalse(right.kind().equals("Topic") && right.name().contains("*"), right::toString);
        }
        assertFalse(Acls.written().stream()
                .anyMatch(right ->
                        right.user().equals("ingest-service") && right.name().startsWith("predictions.completed")));
    }

    private static String code(String folder) {
        try (Stream<Path> files = Files.walk(Repository.file(folder))) {
            StringBuilder code = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file));
            }
            return code.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
