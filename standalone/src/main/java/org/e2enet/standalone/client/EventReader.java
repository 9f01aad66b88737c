package org.e2enet.standalone.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/**
 * Reads topics from their beginning and remembers what it read, so that an answer that came before it was asked for is
 * found. In no consumer group: it takes nothing away from the services. Not thread safe.
 */
public final class EventReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CATCH_UP_TIMEOUT = Duration.ofMinutes(5);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Predicate<String> keys;
    private final Map<String, Topic> topicsByName = new HashMap<>();
    private final List<Event> seen = new ArrayList<>();
    private int unreadable;

    public EventReader(String bootstrapServers, Topics names, Topic... topics) {
        this(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), names, _ -> true, topics);
    }

    private EventReader(Map<String, Object> settings, Topics names, Predicate<String> keys, Topic... topics) {
        this.keys = keys;
        Arrays.stream(topics).forEach(topic -> topicsByName.put(names.name(topic), topic));
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = topicsByName.keySet().stream()
                .flatMap(name -> consumer.partitionsFor(name).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * What any broker holds of one key: every event of a kind, in order, up to the topic's present end. Other keys' records
     * are not decoded.
     *
     * @throws FaultException CLI-206 when the broker does not answer, CLI-207 when it has no such topic, CLI-208 when the end
     *     is not reached in time
     */
    public static <T extends Event> List<T> recorded(
            String bootstrapServers, Topics names, Topic topic, Class<T> kind, String key, Duration timeout) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Math.toIntExact(ANSWER_TIMEOUT.toMillis()),
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(ANSWER_TIMEOUT.toMillis()),
                // Reading makes nothing.
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        try (EventReader reader = new EventReader(settings, names, key::equals, topic)) {
            if (reader.consumer.assignment().isEmpty()) {
                throw new Fault(
                                "CLI-207",
                                "the broker at " + bootstrapServers + " has no such topic",
                                names.name(topic),
                                "Give the address and the topic prefix of the installation that trained.")
                        .exception();
            }
            reader.catchUp(timeout);
            return reader.seen(kind);
        } catch (KafkaException failure) {
            throw new Fault(
                            "CLI-206",
                            "the broker does not answer (" + failure.getClass().getSimpleName() + ")",
                            bootstrapServers,
                            "Look whether it runs and whether the address is HOST:PORT.")
                    .exception(failure);
        }
    }

    /**
     * The first event of a kind that is wanted, read before or arriving now.
     *
     * @param passing gets every event that is read meanwhile, the wanted one too
     * @param alive called between polls; throws when waiting has no sense any more
     */
    public <T extends Event> T await(
            Class<T> kind, Predicate<T> wanted, Duration timeout, Consumer<Event> passing, Runnable alive) {
        Optional<T> known = find(kind, wanted, 0);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (known.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new Fault(
                                "CLI-201",
                                "no " + kind.getSimpleName() + " came within " + timeout.toSeconds() + " s"
                                        + (unreadable == 0
                                                ? ""
                                                : ", but " + unreadable + " records that cannot be read"),
                                "topics",
                                "Look at './e2enet status' and the services' logs; all parts must be of one version.")
                        .exception();
            }
            alive.run();
            int before = seen.size();
            poll();
            seen.subList(before, seen.size()).forEach(passing);
            known = find(kind, wanted, before);
        }
        return known.get();
    }

    /** All events of a kind read so far, in order of reading. */
    public <T extends Event> List<T> seen(Class<T> kind) {
        return seen.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Reads what is there now, up to the present ends of the topics. */
    public void catchUp() {
        catchUp(CATCH_UP_TIMEOUT);
    }

    private void catchUp(Duration timeout) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long deadline = System.nanoTime() + timeout.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new Fault(
                                "CLI-208",
                                "the end of the topic was not reached within " + timeout.toSeconds() + " s",
                                String.join(", ", topicsByName.keySet()),
                                "Look whether all of the broker's partitions have a leader; try again.")
                        .exception();
            }
            poll();
        }
    }

    private void poll() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            if (record.value() == null || !keys.test(record.key())) {
                continue; // a compaction's tombstone, or not asked for
            }
            try {
                seen.add(EventJson.read(
                        record.value(), topicsByName.get(record.topic()).payload()));
            } catch (FaultException notAnEvent) {
                // A stranger's record must not end a command; the services dead-letter it.
                unreadable++;
            }
        }
    }

    private <T extends Event> Optional<T> find(Class<T> kind, Predicate<T> wanted, int from) {
        return seen.stream()
                .skip(from)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(wanted)
                .findFirst();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
