package org.e2enet.deploy.kafka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.e2enet.broker.AccessRight;
import org.e2enet.contract.ServiceTopics;
import org.e2enet.contract.Topic;
import org.e2enet.deploy.Repository;

/** {@code deploy/kafka/acls.txt}, and what must stand in it. */
final class Acls {
    static final String SCALER = "scaler";
    /** Those whose number follows what waits on their topics. */
    private static final Set<ServiceTopics> SCALED = Set.of(ServiceTopics.INGEST, ServiceTopics.INFER);

    private Acls() {}

    static List<AccessRight> written() {
        return Repository.lines("deploy/kafka/acls.txt").stream()
                .map(AccessRight::of)
                .toList();
    }

    /** From what the services say of themselves. */
    static List<AccessRight> wanted() {
        return Stream.concat(
                        Arrays.stream(ServiceTopics.values()).flatMap(service -> of(service).stream()),
                        SCALED.stream().flatMap(service -> ofScaler(service).stream()))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<AccessRight> of(ServiceTopics service) {
        List<AccessRight> rights = new ArrayList<>();
        String user = service.serviceName();
        for (Topic topic : Topic.values()) {
            String name = topic.shortName();
            if (service.intake().contains(topic) || service.browsed().contains(topic)) {
                rights.add(new AccessRight(user, "Read", "Topic", name));
            }
            if (service.intake().contains(topic)) {
                // Whether its limits are what a reader can take (edge.md).
                rights.add(new AccessRight(user, "DescribeConfigs", "Topic", name));
                rights.add(new AccessRight(user, "Write", "Topic", name + Topic.DEAD_LETTER_SUFFIX));
            }
            if (service.intake().contains(topic) || service == ServiceTopics.CONSOLE) {
                rights.add(new AccessRight(user, "Read", "Topic", name + Topic.DEAD_LETTER_SUFFIX));
            }
            if (service.written().contains(topic) || service.letters().contains(topic)) {
                rights.add(new AccessRight(user, "Write", "Topic", name));
            }
        }
        service.groups().forEach(group -> rights.add(new AccessRight(user, "Read", "Group", group)));
        if (service == ServiceTopics.CONSOLE) {
            // How far each group is behind.
            rights.add(new AccessRight(user, "Describe", "Group", "*"));
        }
        return rights;
    }

    private static List<AccessRight> ofScaler(ServiceTopics service) {
        List<AccessRight> rights = new ArrayList<>();
        service.intake().forEach(topic -> rights.add(new AccessRight(SCALER, "Describe", "Topic", topic.shortName())));
        service.groups().stream()
                .filter(group -> !group.endsWith("*"))
                .forEach(group -> rights.add(new AccessRight(SCALER, "Describe", "Group", group)));
        return rights;
    }
}
