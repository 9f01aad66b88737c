package org.e2enet.edge.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.e2enet.contract.AuditRecorded;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.edge.records.PastRecords;
import org.e2enet.faults.FaultException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The audit trail as it lies on its topic. Thread safe. */
@Singleton
public final class AuditTopic {
    private final PastRecords records;
    private final String topic;

    @Inject
    AuditTopic(
            PastRecords records,
            @ConfigProperty(name = "topics.prefix", defaultValue = Topics.DEFAULT_PREFIX) String prefix) {
        this.records = records;
        this.topic = new Topics(prefix).name(Topic.AUDIT_RECORDED);
    }

    /**
     * A record where it lies.
     *
     * @param partition of the topic; records of one chain lie in one
     * @param record null where something lies there that is none
     */
    public record Placed(int partition, long offset, AuditRecorded record) {}

    /**
     * Records partition by partition, each in order.
     *
     * @param partition to begin in
     * @param offset to begin at
     * @param atMost how many
     * @throws FaultException EDG-201 when the broker is away
     */
    public List<Placed> read(int partition, long offset, int atMost) {
        return records.read(
                topic,
                partition,
                offset,
                atMost,
                record -> Optional.of(new Placed(record.partition(), record.offset(), parse(record.value()))));
    }

    /** Where a partition ends now. @param offset of the record that comes next */
    public record End(int partition, long offset) {}

    /**
     * Where the trail ends now: who reads it all stops there, for his reading is recorded, too.
     *
     * @throws FaultException EDG-201 when the broker is away
     */
    public List<End> ends() {
        return records.ends(topic).entrySet().stream()
                .map(end -> new End(end.getKey().partition(), end.getValue()))
                .sorted(Comparator.comparingInt(End::partition))
                .toList();
    }

    private static AuditRecorded parse(byte[] value) {
        try {
            return value == null ? null : EventJson.read(value, AuditRecorded.class);
        } catch (FaultException stranger) {
            return null;
        }
    }
}
