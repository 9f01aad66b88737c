package org.e2enet.edge.letters;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** Where a letter lies, {@code <topic>.dlq-<partition>@<offset>}: its name for callers. Ordered by place. */
record LetterId(TopicPartition partition, long offset) implements Comparable<LetterId> {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]{1,240})-(\\d{1,9})@(\\d{1,18})");
    private static final Comparator<LetterId> BY_PLACE = Comparator.comparing(
                    (LetterId id) -> id.partition().topic())
            .thenComparing(id -> id.partition().partition())
            .thenComparing(LetterId::offset);

    static Optional<LetterId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new LetterId(
                        new TopicPartition(parts.group(1), Integer.parseInt(parts.group(2))),
                        Long.parseLong(parts.group(3))))
                : Optional.empty();
    }

    @Override
    public int compareTo(LetterId other) {
        return BY_PLACE.compare(this, other);
    }

    @Override
    public String toString() {
        return partition.topic() + "-" + partition.partition() + "@" + offset;
    }
}
