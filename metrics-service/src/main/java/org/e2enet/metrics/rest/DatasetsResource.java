package org.e2enet.metrics.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.e2enet.metrics.compare.Comparison;
import org.e2enet.metrics.compare.ComparisonReport;
import org.e2enet.metrics.standings.Standings;
import org.e2enet.metrics.storage.ScoreArchive;
import org.e2enet.scoring.statistics.Friedman;
import org.e2enet.scoring.statistics.Interval;
import org.e2enet.scoring.tradeoff.Alphas;

/** Models of a dataset side by side. */
@Path("/datasets")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class DatasetsResource {
    private final ScoreArchive archive;
    private final Standings standings;
    private final Comparison comparison;

    DatasetsResource(ScoreArchive archive, Standings standings, Comparison comparison) {
        this.archive = archive;
        this.standings = standings;
        this.comparison = comparison;
    }

    /** As {@link ComparisonReport}, its table in the paper's units. */
    public record Answer(
            StandingsAnswer table,
            Map<String, Interval> meanDiceIntervals,
            List<ComparisonReport.Pair> pairs,
            Friedman ranks,
            List<ComparisonReport.Sweep> sweep) {}

    /** Weights default to the configured ones; 404 with {@code MET-202} if nothing of the dataset is scored. */
    @GET
    @Path("/{name}/compare")
    public Answer compare(
            @PathParam("name") String name, @QueryParam("alpha1") Double alpha1, @QueryParam("alpha2") Double alpha2) {
        archive.refresh();
        if (!standings.datasets().contains(name)) {
            throw RestFaults.noDataset(name);
        }
        Alphas configured = standings.alphas();
        Alphas alphas = new Alphas(
                alpha1 == null ? configured.alpha1() : alpha1, alpha2 == null ? configured.alpha2() : alpha2);
        ComparisonReport report = comparison.of(name, alphas);
        return new Answer(
                StandingsAnswer.of(report.standings()),
                report.intervals(),
                report.pairs(),
                report.ranks(),
                report.sweep());
    }
}
