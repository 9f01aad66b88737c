package org.e2enet.pacs.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.e2enet.edge.EdgeFaults;
import org.e2enet.edge.rest.Problems;
import org.e2enet.edge.rest.RequestJson;
import org.e2enet.pacs.routing.Route;
import org.e2enet.pacs.routing.RouteFaults;
import org.e2enet.pacs.routing.RouteTable;
import org.e2enet.pacs.routing.Routes;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

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

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Adds a route, or replaces the one of its name",
            description = "It is asked where the one of its name was, else last; or before another: ?before=NAME.")
    public RouteTable put(String name, @RestQuery Optional<String> before, byte[] body) {
        ObjectNode json = RequestJson.object(body);
        if (json.has("name") && !json.get("name").asText().equals(name)) {
            throw EdgeFaults.badJson("'name' is another than in the address").exception();
        }
        Route route = RequestJson.read(json.put("name", name), Route.class);
        return routes.change(table -> table.with(route, before.orElse(null)))
                .orElseThrow(() -> Problems.notFound(RouteFaults.unknown()));
    }

    @DELETE
    @Path("/{name}")
    @Operation(summary = "Removes a route")
    public RouteTable remove(String name) {
        return routes.change(table -> table.without(name)).orElseThrow(() -> Problems.notFound(RouteFaults.unknown()));
    }
}
