package org.e2enet.edge.letters;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.edge.EdgeConfig;
import org.e2enet.edge.records.IncomingTopics;
import org.e2enet.edge.records.PastRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The dead-letter topics of the topics that this service reads, or of all, and the records on them. Thread-safe. */
@Singleton
final class LetterTopics {
    private final SortedSet<String> topics = new TreeSet<>();
    private final PastRecords records;

    @Inject
    LetterTopics(
            IncomingTopics incoming,
            EdgeConfig edge,
            @ConfigProperty(name = "topics.prefix", defaultValue = Topics.DEFAULT_PREFIX) String prefix,
            PastRecords records) {
        this.records = records;
        topics.addAll(incoming.names());
        if (edge.lettersOfAllTopics()) {
            Arrays.stream(Topic.values()).map(new Topics(prefix)::name).forEach(topics::add);
        }
    }

    /** Topics whose letters are shown here. */
    SortedSet<String> topics() {
        return topics;
    }

    /**
     * Letters of a topic in order.
     *
     * @param after only those behind this one, or null for all
     * @param atMost how many of those wanted
     */
    <T> List<T> read(
            String topic, LetterId after, int atMost, Function<ConsumerRecord<String, byte[]>, Optional<T>> wanted) {
        String letters = topic + Topic.DEAD_LETTER_SUFFIX;
        return after == null
                ? records.read(letters, 0, 0, atMost, wanted)
                : records.read(letters, after.partition().partition(), after.offset() + 1, atMost, wanted);
    }

    /** The record at a place, if it is still there. */
    Optional<ConsumerRecord<String, byte[]>> find(TopicPartition partition, long offset) {
        return records.find(partition, offset);
    }
}
