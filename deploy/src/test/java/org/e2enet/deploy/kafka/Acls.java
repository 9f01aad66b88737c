package org.e2enet.deploy.kafka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.e2enet.contract.ServiceTopics;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.deploy.Repository;

/** {@code deploy/kafka/acls.txt}, and what must stand in it. */
final class Acls {
    static final String SCALER = "scaler";
    /** Those whose number follows what waits on their topics. */
    private static final Set<ServiceTopics> SCALED = Set.of(ServiceTopics.INGEST, ServiceTopics.INFER);

    private Acls() {}

    /** One line: who may do what on which resource. */
    record Right(String user, String operation, String kind, String name) implements Comparable<Right> {
        static Right of(String line) {
            String[] words = line.split(" ");
            return new Right(words[0], words[1], words[2], words[3]);
        }

        /** For an installation with the default prefix of topics. */
        AclBinding binding() {
            boolean prefixed = name.endsWith("*") && name.length() > 1;
            String bare = prefixed ? name.substring(0, name.length() - 1) : name;
            ResourceType type = SecurityUtils.resourceType(kind);
            return new AclBinding(
                    new ResourcePattern(
                            type,
                            type == ResourceType.TOPIC ? Topics.DEFAULT_PREFIX + bare : bare,
                            prefixed ? PatternType.PREFIXED : PatternType.LITERAL),
                    new AccessControlEntry(
                            "User:" + user, "*", SecurityUtils.operation(operation), AclPermissionType.ALLOW));
        }

        @Override
        public int compareTo(Right other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return String.join(" ", user, operation, kind, name);
        }
    }

    static List<Right> written() {
        return Repository.lines("deploy/kafka/acls.txt").stream().map(Right::of).toList();
    }

    /** From what the services say of themselves. */
    static List<Right> wanted() {
        return Stream.concat(
                        Arrays.stream(ServiceTopics.values()).flatMap(service -> of(service).stream()),
                        SCALED.stream().flatMap(service -> ofScaler(service).stream()))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Right> of(ServiceTopics service) {
        List<Right> rights = new ArrayList<>();
        String user = service.serviceName();
        for (Topic topic : Topic.values()) {
            String name = topic.shortName();
            if (service.intake().contains(topic) || service.browsed().contains(topic)) {
                rights.add(new Right(user, "Read", "Topic", name));
            }
            if (service.intake().contains(topic)) {
                // Whether its limits are what a reader can take (edge.md).
                rights.add(new Right(user, "DescribeConfigs", "Topic", name));
                rights.add(new Right(user, "Write", "Topic", name + Topic.DEAD_LETTER_SUFFIX));
            }
            if (service.intake().contains(topic) || service == ServiceTopics.CONSOLE) {
                rights.add(new Right(user, "Read", "Topic", name + Topic.DEAD_LETTER_SUFFIX));
            }
            if (service.written().contains(topic) || service.letters().contains(topic)) {
                rights.add(new Right(user, "Write", "Topic", name));
            }
        }
        service.groups().forEach(group -> rights.add(new Right(user, "Read", "Group", group)));
        if (service == ServiceTopics.CONSOLE) {
            // How far each group is behind.
            rights.add(new Right(user, "Describe", "Group", "*"));
        }
        return rights;
    }

    private static List<Right> ofScaler(ServiceTopics service) {
        List<Right> rights = new ArrayList<>();
        service.intake().forEach(topic -> rights.add(new Right(SCALER, "Describe", "Topic", topic.shortName())));
        service.groups().stream()
                .filter(group -> !group.endsWith("*"))
                .forEach(group -> rights.add(new Right(SCALER, "Describe", "Group", group)));
        return rights;
    }
}
