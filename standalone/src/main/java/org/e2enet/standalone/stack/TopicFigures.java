package org.e2enet.standalone.stack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.e2enet.contract.Topics;

/**
 * How full a topic is and how far its readers are.
 *
 * @param records ever written and not compacted away, roughly: end minus beginning over all partitions
 * @param lag records that the slowest consumer group has not committed; null where no group reads
 */
record TopicFigures(String topic, long records, Long lag) {
    /** Figures of all topics of a stack that exist, by name. */
    static List<TopicFigures> of(String bootstrapServers, Topics names) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            List<TopicPartition> partitions = admin.describeTopics(names.all()).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .toList();
            Map<TopicPartition, Long> first = offsets(admin, partitions, OffsetSpec.earliest());
            Map<TopicPartition, Long> end = offsets(admin, partitions, OffsetSpec.latest());
            Map<String, Long> lags = lags(admin, end);
            Map<String, Long> records = new TreeMap<>();
            end.forEach(
                    (partition, offset) -> records.merge(partition.topic(), offset - first.get(partition), Long::sum));
            return records.entrySet().stream()
                    .map(topic -> new TopicFigures(topic.getKey(), topic.getValue(), lags.get(topic.getKey())))
                    .toList();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the broker gives no figures", failure.getCause());
        }
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
                admin.listOffsets(wanted).all().get().entrySet()) {
            offsets.put(found.getKey(), found.getValue().offset());
        }
        return offsets;
    }

    /** Per topic the largest sum over partitions that any group is behind. */
    private static Map<String, Long> lags(Admin admin, Map<TopicPartition, Long> ends)
            throws InterruptedException, ExecutionException {
        Map<String, Long> largest = new HashMap<>();
        for (GroupListing group : admin.listGroups().all().get()) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group.groupId())
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<String, Long> ofGroup = new HashMap<>();
            committed.forEach((partition, offset) -> {
                if (offset != null && ends.containsKey(partition)) {
                    ofGroup.merge(partition.topic(), ends.get(partition) - offset.offset(), Long::sum);
                }
            });
            ofGroup.forEach((topic, lag) -> largest.merge(topic, lag, Math::max));
        }
        return largest;
    }
}
