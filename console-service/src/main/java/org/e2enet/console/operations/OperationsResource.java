package org.e2enet.console.operations;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.e2enet.console.config.ConsoleConfig;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.store.ObjectStore;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How the installation does. */
@Path("/api/views/operations")
@Produces(MediaType.APPLICATION_JSON)
public class OperationsResource {
    private final ServiceHealth services;
    private final Lags lags;
    private final ObjectStore store;
    private final ConsoleConfig config;

    @Inject
    OperationsResource(ServiceHealth services, Lags lags, ObjectStore store, ConsoleConfig config) {
        this.config = config;
        this.services = services;
        this.lags = lags;
        this.store = store;
    }

    /**
     * Everything at once.
     *
     * @param groups absent while the broker does not answer
     * @param brokerFault why, or absent
     * @param grafana where the dashboards are, absent where none were set up
     */
    public record View(
            List<ServiceHealth.Health> services,
            List<Lags.Lag> groups,
            ObjectStore.Space store,
            Fault brokerFault,
            URI grafana) {}

    @GET
    @Operation(summary = "Services, readers' lag, room in the store")
    public View view() {
        List<Lags.Lag> groups = null;
        Fault brokerFault = null;
        try {
            groups = lags.all();
        } catch (FaultException away) {
            brokerFault = away.fault();
        }
        return new View(
                services.all(),
                groups,
                store.space().orElse(null),
                brokerFault,
                config.grafana().orElse(null));
    }
}
