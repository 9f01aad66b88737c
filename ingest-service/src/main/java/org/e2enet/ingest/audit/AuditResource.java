package org.e2enet.ingest.audit;

import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.e2enet.catalogue.AuditDesk;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.AuditTrail;
import org.e2enet.edge.audit.AuditTopic;
import org.e2enet.ingest.problem.IngestFaults;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** The audit trail over REST: all services' records, as they lie on the topic. Whoever verifies them reads all. */
@Path("/audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {
    private static final int MOST = 2_000;

    private final AuditTopic topic;
    private final AuditDesk desk;

    @Inject
    AuditResource(AuditTopic topic, Catalogue catalogue) {
        this.topic = topic;
        this.desk = catalogue.auditDesk();
    }

    /** Records in order. The next page begins at the place behind the last one; an empty page ends them. */
    @GET
    @Operation(
            summary = "Audit records of all services, partition by partition, each in order",
            description =
                    "Begins at 'partition' and 'offset'; 'record' is absent where something lies there that is none.")
    public List<AuditTopic.Placed> records(
            @RestQuery @DefaultValue("0") int partition,
            @RestQuery @DefaultValue("0") long offset,
            @RestQuery @DefaultValue("500") int limit) {
        if (limit < 1 || limit > MOST || partition < 0 || offset < 0) {
            throw IngestFaults.badLimit(limit, MOST).exception();
        }
        return topic.read(partition, offset, limit);
    }

    @GET
    @Path("ends")
    @Operation(
            summary = "Where each partition of the trail ends now",
            description = "Each reading adds a record behind them: who reads all stops here.")
    public List<AuditTopic.End> ends() {
        return topic.ends();
    }

    @GET
    @Path("heads")
    @Operation(summary = "The last record of each chain that was sent, as the store has it")
    public List<AuditTrail.Head> heads() {
        return desk.heads();
    }
}
