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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.e2enet.events.Event;
import org.e2enet.events.EventJson;
import org.e2enet.events.Topic;
import org.e2enet.events.Topics;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/**
 * Reads topics from their beginning and remembers what it read, so that an answer that came before it was asked for is
 * found. In no consumer group: it takes nothing away from the services. Not thread safe.
 */
public final class EventReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Topic> topicsByName = new HashMap<>();
    private final List<Event> seen = new ArrayList<>();
    private int unreadable;

    public EventReader(String bootstrapServers, Topics names, Topic... topics) {
        Arrays.stream(topics).forEach(topic -> topicsByName.put(names.name(topic), topic));
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = topicsByName.keySet().stream()
                .flatMap(name -> consumer.partitionsFor(name).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
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
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    private void poll() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            if (record.value() == null) {
                continue; // a compaction's tombstone
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
