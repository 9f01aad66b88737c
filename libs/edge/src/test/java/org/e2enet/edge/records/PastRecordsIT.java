package org.e2enet.edge.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.faults.FaultException;
import org.e2enet.testkit.KafkaAndStore;
import org.e2enet.testkit.TopicProbe;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A topic's past is read up to where it ended, or the reading ends with a fault. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class PastRecordsIT {
    private static final String PILE = "e2enet.pile";
    private static final int RECORDS = 40;
    /** Many of them make more than one fetch. */
    private static final int RECORD_BYTES = 200_000;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    @Identifier("default-kafka-broker") Map<String, Object> connection;

    @Inject
    Broker broker;

    Runnable stopBroker;
    Runnable startBroker;

    @Test
    void shouldReadUpToTheEndAndEndWithAFaultWhereTheBrokerGoesMeanwhile() {
        try (TopicProbe probe = new TopicProbe(bootstrapServers)) {
            for (int n = 0; n < RECORDS; n++) {
                probe.send(PILE, "pile", new byte[RECORD_BYTES], Map.of());
            }
        }
        PastRecords past = new PastRecords(connection, broker, Duration.ofSeconds(2));
        TopicPartition only = new TopicPartition(PILE, 0);
        assertEquals((long) RECORDS, past.ends(PILE).get(only));
        assertEquals(
                RECORDS,
                past.read(PILE, 0, 0, RECORDS, record -> Optional.of(record.offset()))
                        .size());

        List<Long> read = new ArrayList<>();
        try {
            FaultException fault = assertThrows(
                    FaultException.class,
                    () -> past.read(PILE, 0, 0, RECORDS, record -> {
                        if (read.isEmpty()) {
                            stopBroker.run();
                        }
                        read.add(record.offset());
                        return Optional.of(record);
                    }));
            assertEquals(EdgeFaults.BROKER_AWAY, fault.fault().code());
        } finally {
            startBroker.run();
        }
    }
}
