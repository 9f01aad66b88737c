package org.e2enet.console.operations;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.e2enet.contract.Topics;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.records.Broker;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How far each group of readers is behind on each topic. */
@Singleton
class Lags {
    private static final int TIMEOUT_MS = 5_000;

    private final Broker broker;
    private final Admin admin;
    private final Set<String> ours;

    @Inject
    Lags(
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            @ConfigProperty(name = "topics.prefix", defaultValue = Topics.DEFAULT_PREFIX) String prefix,
            Broker broker) {
        this.broker = broker;
        this.ours = Set.copyOf(new Topics(prefix).all());
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        this.admin = Admin.create(settings);
    }

    /**
     * A group on a topic.
     *
     * @param lag records that it has not handled, over all partitions it ever read
     * @param members processes that read now
     */
    public record Lag(String group, String topic, long lag, int members) {}

    /** @throws org.e2enet.faults.FaultException EDG-201 when the broker does not answer */
    List<Lag> all() {
        broker.requireThere("any");
        try {
            return read();
        } catch (ExecutionException | KafkaException noAnswer) {
            throw EdgeFaults.brokerAway("any").exception(noAnswer);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw EdgeFaults.brokerAway("any").exception(interrupted);
        }
    }

    private List<Lag> read() throws ExecutionException, InterruptedException {
        List<String> groups = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                .map(GroupListing::groupId)
                .sorted()
                .toList();
        Map<String, ListConsumerGroupOffsetsSpec> every =
                groups.stream().collect(Collectors.toMap(Function.identity(), _ -> new ListConsumerGroupOffsetsSpec()));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> handled =
                admin.listConsumerGroupOffsets(every).all().get();
        Map<TopicPartition, Long> ends = ends(handled.values());
        Map<String, ConsumerGroupDescription> described =
                admin.describeConsumerGroups(groups).all().get();
        return groups.stream()
                .flatMap(group -> byTopic(handled.get(group), ends).entrySet().stream()
                        .map(lag -> new Lag(
                                group,
                                lag.getKey(),
                                lag.getValue(),
                                described.get(group).members().size())))
                .toList();
    }

    private Map<TopicPartition, Long> ends(Collection<Map<TopicPartition, OffsetAndMetadata>> handled)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = handled.stream()
                .flatMap(offsets -> offsets.keySet().stream())
                .filter(partition -> ours.contains(partition.topic()))
                .distinct()
                .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static Map<String, Long> byTopic(
            Map<TopicPartition, OffsetAndMetadata> handled, Map<TopicPartition, Long> ends) {
        Map<String, Long> lags = new TreeMap<>();
        handled.forEach((partition, offset) -> {
            Long end = ends.get(partition);
            if (end != null && offset != null) {
                lags.merge(partition.topic(), Math.max(0, end - offset.offset()), Long::sum);
            }
        });
        return lags;
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO);
    }
}
