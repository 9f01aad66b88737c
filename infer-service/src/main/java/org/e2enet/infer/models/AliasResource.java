package org.e2enet.infer.models;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Entry;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.edge.rest.Problems;

/** What aliases mean; whether that is served already, {@code GET /models} tells. */
@Path("/aliases")
@Produces(MediaType.APPLICATION_JSON)
public class AliasResource {
    private final Catalogue catalogue;

    AliasResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    public List<ModelPromoted> aliases() {
        return catalogue.aliases().all().map(Entry::value).toList();
    }

    /** 404 with INF-108 when no model was promoted to it. */
    @GET
    @Path("{alias}")
    public ModelPromoted alias(@PathParam("alias") String alias) {
        return catalogue.aliases().find(alias).orElseThrow(() -> Problems.notFound(ModelFaults.unknownAlias(alias)));
    }
}
