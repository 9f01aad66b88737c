package org.e2enet.contract;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Topic names of one installation.
 *
 * @param prefix put before every name, so that installations can share a cluster; by default {@code e2enet.}
 */
public record Topics(String prefix) {
    public static final String DEFAULT_PREFIX = "e2enet.";

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,100}");

    public Topics {
        if (prefix == null || !PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("topic prefix may have letters, digits, '.', '_' and '-' only");
        }
    }

    public static Topics withDefaultPrefix() {
        return new Topics(DEFAULT_PREFIX);
    }

    public String name(Topic topic) {
        return prefix + topic.shortName();
    }

    public String deadLetters(Topic topic) {
        return name(topic) + Topic.DEAD_LETTER_SUFFIX;
    }

    /** Every topic with its dead letters. */
    public List<String> all() {
        return Arrays.stream(Topic.values())
                .flatMap(topic -> List.of(name(topic), deadLetters(topic)).stream())
                .toList();
    }
}
