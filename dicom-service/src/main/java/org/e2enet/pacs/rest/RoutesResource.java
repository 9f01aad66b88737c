package org.e2enet.pacs.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.e2enet.pacs.routing.RouteTable;
import org.e2enet.pacs.routing.Routes;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The routes in force. */
@Path("/routes")
@Produces(MediaType.APPLICATION_JSON)
public final class RoutesResource {
    private final Routes routes;

    @Inject
    RoutesResource(Routes routes) {
        this.routes = routes;
    }

    @GET
    @Operation(summary = "The routes in force; the first that fits a series counts")
    public RouteTable get() {
        return routes.table();
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Replaces all routes, and the file of routes; for series that come from now on")
    public RouteTable replace(byte[] body) {
        return routes.replace(body);
    }
}
