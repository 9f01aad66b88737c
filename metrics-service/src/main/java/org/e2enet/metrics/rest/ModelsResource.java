package org.e2enet.metrics.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Stream;
import org.e2enet.history.ModelHistory;
import org.e2enet.metrics.standings.Standings;
import org.e2enet.metrics.storage.ScoreArchive;

/** PT tables, and how models stood over time. */
@Path("/models")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class ModelsResource {
    private static final int MOST = 1_000;

    private final ScoreArchive archive;
    private final Standings standings;
    private final ModelHistory history;

    ModelsResource(ScoreArchive archive, Standings standings, ModelHistory history) {
        this.archive = archive;
        this.standings = standings;
        this.history = history;
    }

    /** One table per dataset, each with the comparison set and weights its PT scores hold for. */
    @GET
    public List<StandingsAnswer> models(@QueryParam("dataset") String dataset) {
        return tables(dataset);
    }

    @GET
    @Produces(TextTable.CSV + ";qs=0.5")
    public String csv(@QueryParam("dataset") String dataset) {
        return text(dataset).as(TextTable.CSV);
    }

    @GET
    @Produces(TextTable.MARKDOWN + ";qs=0.5")
    public String markdown(@QueryParam("dataset") String dataset) {
        return text(dataset).as(TextTable.MARKDOWN);
    }

    @GET
    @Produces(TextTable.LATEX + ";qs=0.5")
    public String latex(@QueryParam("dataset") String dataset) {
        return text(dataset).as(TextTable.LATEX);
    }

    /** Standings of a model, newest first, each with its comparison set; empty for a model without any. */
    @GET
    @Path("/{modelId}/history")
    public List<ModelHistory.Stood> history(
            @PathParam("modelId") String modelId,
            @QueryParam("dataset") String dataset,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw RestFaults.badLimit(limit, MOST);
        }
        return history.history(modelId, dataset, null, limit);
    }

    private List<StandingsAnswer> tables(String dataset) {
        archive.refresh();
        return standings.datasets().stream()
                .filter(name -> dataset == null || name.equals(dataset))
                .map(name -> StandingsAnswer.of(standings.of(name, standings.alphas())))
                .toList();
    }

    private TextTable text(String dataset) {
        return new TextTable(
                "PT scores with weights " + standings.alphas().alpha1() + " and "
                        + standings.alphas().alpha2() + ", within the models of each data set",
                List.of("data set", "model", "cases", "mDice (%)", "Params (M)", "FLOPs (G)", "PT", "mNSD (%)"),
                tables(dataset).stream().flatMap(ModelsResource::rows).toList());
    }

    private static Stream<List<String>> rows(StandingsAnswer table) {
        return table.models().stream()
                .map(row -> TextTable.cells(
                        table.dataset(),
                        row.modelId(),
                        row.cases(),
                        TextTable.figure(row.mDicePercent(), 1),
                        TextTable.figure(row.paramsM(), 2),
                        TextTable.figure(row.flopsG(), 2),
                        TextTable.figure(row.pt(), 2),
                        TextTable.figure(row.mNsdPercent(), 1)));
    }
}
