package org.e2enet.metrics.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.metrics.standings.DatasetStandings;
import org.e2enet.metrics.standings.ModelStanding;
import org.e2enet.metrics.standings.Standings;
import org.e2enet.metrics.storage.ScoreArchive;
import org.e2enet.scoring.paper.PublishedTable;
import org.e2enet.scoring.paper.PublishedTables;
import org.e2enet.scoring.tradeoff.Method;
import org.e2enet.scoring.tradeoff.TradeOff;

/** The paper's tables, alone or with the models of a data set among them. */
@Path("/paper")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class PaperResource {
    private static final double PERCENT = 100;

    private final ScoreArchive archive;
    private final Standings standings;

    PaperResource(ScoreArchive archive, Standings standings) {
        this.archive = archive;
        this.standings = standings;
    }

    /**
     * Figures side by side.
     *
     * @param rows of the paper, then of the data set
     */
    public record Answer(String title, String source, String dataset, List<String> comparisonSet, List<Row> rows) {}

    /**
     * A model.
     *
     * @param pt by Eq. (7) within all rows that have costs
     * @param printed PT score in the paper
     */
    public record Row(
            String model,
            Double mDicePercent,
            Double paramsM,
            Double flopsG,
            Double pt,
            String printed,
            Double mNsdPercent) {}

    /** Names of the tables. */
    @GET
    public List<String> names() {
        return PublishedTables.names();
    }

    /** 404 with {@code MET-205} for a table that is not there. */
    @GET
    @Path("/{table}")
    public Answer table(@PathParam("table") String name, @QueryParam("dataset") String dataset) {
        return answer(name, dataset);
    }

    @GET
    @Path("/{table}")
    @Produces(TextTable.CSV + ";qs=0.5")
    public String csv(@PathParam("table") String name, @QueryParam("dataset") String dataset) {
        return text(name, dataset).as(TextTable.CSV);
    }

    @GET
    @Path("/{table}")
    @Produces(TextTable.MARKDOWN + ";qs=0.5")
    public String markdown(@PathParam("table") String name, @QueryParam("dataset") String dataset) {
        return text(name, dataset).as(TextTable.MARKDOWN);
    }

    @GET
    @Path("/{table}")
    @Produces(TextTable.LATEX + ";qs=0.5")
    public String latex(@PathParam("table") String name, @QueryParam("dataset") String dataset) {
        return text(name, dataset).as(TextTable.LATEX);
    }

    private TextTable text(String name, String dataset) {
        Answer answer = answer(name, dataset);
        return new TextTable(
                answer.title(),
                List.of("model", "mDice (%)", "Params (M)", "FLOPs (G)", "PT", "printed", "mNSD (%)"),
                answer.rows().stream()
                        .map(row -> TextTable.cells(
                                row.model(),
                                TextTable.figure(row.mDicePercent(), 1),
                                TextTable.figure(row.paramsM(), 2),
                                TextTable.figure(row.flopsG(), 2),
                                TextTable.figure(row.pt(), 2),
                                row.printed(),
                                TextTable.figure(row.mNsdPercent(), 1)))
                        .toList());
    }

    private Answer answer(String name, String dataset) {
        PublishedTable table =
                PublishedTables.find(name).orElseThrow(() -> RestFaults.noTable(PublishedTables.names()));
        List<ModelStanding> own = own(dataset);
        TradeOff tradeOff = table.tradeOff(
                        standings.alphas(),
                        own.stream().map(PaperResource::method).toArray(Method[]::new))
                .orElse(null);
        List<Row> rows = new ArrayList<>();
        for (PublishedTable.Row row : table.rows()) {
            Double pt = row.comparable().isEmpty() ? null : (Double) tradeOff.pt(row.method());
            rows.add(new Row(
                    row.method(), row.mDicePercent(), row.paramsM(), row.flopsG(), pt, row.pt(), row.mNsdPercent()));
        }
        for (ModelStanding model : own) {
            rows.add(new Row(
                    model.modelId(),
                    model.meanDice().value().orElseThrow() * PERCENT,
                    model.cost().paramsM(),
                    model.cost().flopsG(),
                    tradeOff.pt(model.modelId()),
                    null,
                    model.meanNsd().value().isPresent()
                            ? (Double) (model.meanNsd().value().getAsDouble() * PERCENT)
                            : null));
        }
        return new Answer(
                table.title(), table.source(), dataset, tradeOff == null ? List.of() : tradeOff.comparisonSet(), rows);
    }

    private List<ModelStanding> own(String dataset) {
        if (dataset == null) {
            return List.of();
        }
        archive.refresh();
        DatasetStandings found = standings.of(dataset, standings.alphas());
        if (found.models().isEmpty()) {
            throw RestFaults.noDataset(dataset);
        }
        return found.models().stream()
                .filter(model ->
                        model.cost() != null && model.meanDice().value().isPresent())
                .toList();
    }

    private static Method method(ModelStanding model) {
        return new Method(
                model.modelId(),
                model.meanDice().value().orElseThrow() * PERCENT,
                model.cost().paramsM(),
                model.cost().flopsG());
    }
}
