package org.e2enet.client;

import java.net.URI;
import java.util.List;
import org.e2enet.contract.AuditRecorded;
import org.e2enet.contract.AuditTrail;

/** The audit trail, as ingest-service reads it out. Thread safe. */
public final class AuditClient {
    private final Rest rest;

    /** @param pass what it shows to be let in */
    public AuditClient(URI address, Pass pass) {
        this.rest = new Rest(address, pass);
    }

    /** A record where it lies. @param record null where something lies there that is none */
    public record Placed(int partition, long offset, AuditRecorded record) {}

    /** Records partition by partition, each in order, from a place on; empty behind the last one. */
    public List<Placed> records(int partition, long offset, int limit) throws InterruptedException {
        return rest.list("/audit?partition=" + partition + "&offset=" + offset + "&limit=" + limit, Placed.class);
    }

    /** The last record of each chain that was sent, as the store has it. */
    public List<AuditTrail.Head> heads() throws InterruptedException {
        return rest.list("/audit/heads", AuditTrail.Head.class);
    }
}
