package org.e2enet.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.e2enet.contract.AuditRecorded;
import org.e2enet.contract.AuditTrail;

/** The audit trail, as ingest-service reads it out. Thread safe. */
public final class AuditClient {
    private static final int AT_ONCE = 2_000;

    private final Rest rest;

    /** @param pass what it shows to be let in */
    public AuditClient(URI address, Pass pass) {
        this.rest = new Rest(address, pass);
    }

    /** A record where it lies. @param record null where something lies there that is none */
    public record Placed(int partition, long offset, AuditRecorded record) {}

    /** Where a partition ended when it was asked. @param offset of the record that comes next */
    record End(int partition, long offset) {}

    /**
     * All records up to now, partition by partition, each in order. Readings are recorded, too: who read up to the last
     * record would find his own behind it, without an end.
     */
    public List<Placed> all() throws InterruptedException {
        TreeMap<Integer, Long> ends = new TreeMap<>();
        rest.list("/audit/ends", End.class).forEach(end -> ends.put(end.partition(), end.offset()));
        List<Placed> all = new ArrayList<>();
        int partition = 0;
        long offset = 0;
        while (!ends.tailMap(partition).isEmpty()) {
            List<Placed> page = records(partition, offset);
            if (page.isEmpty()) {
                break;
            }
            page.stream()
                    .filter(placed -> placed.offset() < ends.getOrDefault(placed.partition(), 0L))
                    .forEach(all::add);
            Placed last = page.getLast();
            boolean ended = last.offset() + 1 >= ends.getOrDefault(last.partition(), 0L);
            partition = ended ? last.partition() + 1 : last.partition();
            offset = ended ? 0 : last.offset() + 1;
        }
        return all;
    }

    private List<Placed> records(int partition, long offset) throws InterruptedException {
        return rest.list("/audit?partition=" + partition + "&offset=" + offset + "&limit=" + AT_ONCE, Placed.class);
    }

    /** The last record of each chain that was sent, as the store has it. */
    public List<AuditTrail.Head> heads() throws InterruptedException {
        return rest.list("/audit/heads", AuditTrail.Head.class);
    }
}
