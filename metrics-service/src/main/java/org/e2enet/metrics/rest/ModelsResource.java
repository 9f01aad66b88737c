package org.e2enet.metrics.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.e2enet.metrics.standings.Standings;
import org.e2enet.metrics.storage.ScoreArchive;

/** PT tables. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ModelsResource {
    private final ScoreArchive archive;
    private final Standings standings;

    ModelsResource(ScoreArchive archive, Standings standings) {
        this.archive = archive;
        this.standings = standings;
    }

    /** One table per dataset, each with the comparison set and weights its PT scores hold for. */
    @GET
    public List<StandingsAnswer> models(@QueryParam("dataset") String dataset) {
        archive.refresh();
        return standings.datasets().stream()
                .filter(name -> dataset == null || name.equals(dataset))
                .map(name -> StandingsAnswer.of(standings.of(name, standings.alphas())))
                .toList();
    }
}
