package org.e2enet.deploy.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.e2enet.contract.Topic;
import org.e2enet.deploy.Repository;
import org.junit.jupiter.api.Test;

class TopicListTest {
    @Test
    void shouldNameTheSameTopicsAsTheLocalStackMakes() {
        assertEquals(
                Arrays.stream(Topic.values())
                        .map(topic -> new TopicList.Entry(
                                topic.shortName(), topic.partitions(), topic.compacted() ? "compact" : "delete"))
                        .toList(),
                TopicList.entries());
    }

    @Test
    void shouldTakeRecordsUpToTheLimit() {
        assertTrue(Repository.read("deploy/kafka/create-topics.sh")
                .contains("--config max.message.bytes=" + Topic.MESSAGE_LIMIT_BYTES + " "));
    }
}
