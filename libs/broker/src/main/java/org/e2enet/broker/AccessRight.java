package org.e2enet.broker;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * Who may do what on which resource: a line of {@code deploy/kafka/acls.txt}.
 *
 * @param operation as Kafka calls it, {@code Read}
 * @param kind {@code Topic} or {@code Group}
 * @param name of a topic without its prefix; one that ends in {@code *} stands for all that begin so
 */
public record AccessRight(String user, String operation, String kind, String name) implements Comparable<AccessRight> {
    public static AccessRight of(String line) {
        String[] words = line.split(" ");
        return new AccessRight(words[0], words[1], words[2], words[3]);
    }

    /** @param topicPrefix of the installation's topics */
    public AclBinding binding(String topicPrefix) {
        boolean prefixed = name.endsWith("*") && name.length() > 1;
        String bare = prefixed ? name.substring(0, name.length() - 1) : name;
        ResourceType type = SecurityUtils.resourceType(kind);
        return new AclBinding(
                new ResourcePattern(
                        type,
                        type == ResourceType.TOPIC ? topicPrefix + bare : bare,
                        prefixed ? PatternType.PREFIXED : PatternType.LITERAL),
                new AccessControlEntry(
                        "User:" + user, "*", SecurityUtils.operation(operation), AclPermissionType.ALLOW));
    }

    @Override
    public int compareTo(AccessRight other) {
        return toString().compareTo(other.toString());
    }

    /** The line. */
    @Override
    public String toString() {
        return String.join(" ", user, operation, kind, name);
    }
}
