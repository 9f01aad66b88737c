package org.e2enet.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class KafkaAndStoreIT {
    @Test
    void shouldGiveTestsABrokerAndCleanUpBehindThem() {
        KafkaAndStore resource = new KafkaAndStore();
        resource.init(Map.of("some.setting", "5"));
        Map<String, String> settings = resource.start();
        Path directory = Path.of(settings.get("store.directory")).getParent();
        assertEquals("5", settings.get("some.setting"));
        try (TopicProbe probe = new TopicProbe(settings.get("kafka.bootstrap.servers"))) {
            probe.send("t", "key", new byte[] {1, 2}, Map.of("h", "text"));

            ConsumerRecord<String, byte[]> record =
                    probe.await("t", candidate -> "key".equals(candidate.key()), Patience.LONG);
            assertArrayEquals(new byte[] {1, 2}, record.value());
            assertEquals("text", TopicProbe.header(record, "h"));
            assertEquals(1, probe.records("t").size());
        } finally {
            resource.stop();
        }
        assertFalse(Files.exists(directory));
    }
}
