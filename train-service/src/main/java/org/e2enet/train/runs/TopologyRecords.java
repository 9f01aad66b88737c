package org.e2enet.train.runs;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.faults.FaultException;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.topology.RecordedTopology;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.store.ObjectStore;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the topic masks.evolved holds of one fold. In no consumer group: it takes nothing away from anybody. Thread safe. */
@Singleton
class TopologyRecords {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Map<String, Object> connection;
    private final String topic;
    private final ObjectStore objects;

    TopologyRecords(
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            @ConfigProperty(name = "topics.prefix") String prefix,
            ObjectStore objects) {
        this.connection = Map.copyOf(connection);
        this.topic = new Topics(prefix).name(Topic.MASKS_EVOLVED);
        this.objects = objects;
    }

    /** @throws FaultException TRA-211 when no record is of this run or fold, TRA-212 when the topic cannot be read */
    RecordedTopology read(String runId, int fold) {
        List<MasksEvolved> ofRun = ofRun(runId);
        List<MasksEvolved> ofFold =
                ofRun.stream().filter(event -> event.fold() == fold).toList();
        if (ofFold.isEmpty()) {
            TreeSet<Integer> folds = new TreeSet<>();
            ofRun.forEach(event -> folds.add(event.fold()));
            throw RunFaults.noTopology(runId, fold, folds).exception();
        }
        return new RecordedTopology(runId, fold, ofFold, this::snapshot);
    }

    private List<MasksEvolved> ofRun(String runId) {
        // With whatever the broker wants to know of who asks.
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER_TIMEOUT.toMillis()));
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(ANSWER_TIMEOUT.toMillis()));
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            return toTheEnd(consumer, runId);
        } catch (KafkaException failure) {
            throw RunFaults.topicUnread(topic).exception(failure);
        }
    }

    private List<MasksEvolved> toTheEnd(KafkaConsumer<String, byte[]> consumer, String runId) {
        List<MasksEvolved> events = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw RunFaults.topicUnread(topic).exception();
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (runId.equals(record.key()) && record.value() != null) {
                    add(events, record.value());
                }
            }
        }
        return events;
    }

    /** What cannot be read counts as missing: the gap is told. */
    private static void add(List<MasksEvolved> events, byte[] json) {
        try {
            events.add(EventJson.read(json, MasksEvolved.class));
        } catch (FaultException notAnEvent) {
            // Told as a gap by whoever needs it.
        }
    }

    private Topology snapshot(ObjectRef ref) {
        try (SafetensorsFile file = SafetensorsFile.open(objects.localFile(ref))) {
            return ModelTensors.topology(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
