package org.e2enet.metrics.rest;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.e2enet.metrics.compare.Comparison;
import org.e2enet.metrics.standings.Standings;
import org.e2enet.metrics.storage.ScoreArchive;
import org.e2enet.scoring.figure.CriticalDifferenceFigure;
import org.e2enet.scoring.figure.Figure;
import org.e2enet.scoring.figure.SweepFigure;
import org.e2enet.scoring.statistics.Friedman;
import org.e2enet.scoring.tradeoff.Method;

/** Figures of a data set, as SVG or PNG by what is accepted; 404 with {@code MET-202} where there is nothing to draw. */
@Path("/datasets/{name}")
@Blocking
public class FiguresResource {
    private static final String SVG = "image/svg+xml";
    private static final String PNG = "image/png;qs=0.5";
    private static final double PERCENT = 100;

    private final ScoreArchive archive;
    private final Standings standings;
    private final Comparison comparison;

    FiguresResource(ScoreArchive archive, Standings standings, Comparison comparison) {
        this.archive = archive;
        this.standings = standings;
        this.comparison = comparison;
    }

    /** PT scores under a sweep of weights, as Fig. 8. */
    @GET
    @Path("/sweep")
    @Produces(SVG)
    public String sweepSvg(@PathParam("name") String name) {
        return sweep(name).svg();
    }

    @GET
    @Path("/sweep")
    @Produces(PNG)
    public byte[] sweepPng(@PathParam("name") String name) {
        return sweep(name).png();
    }

    /** Average ranks with their critical difference, as Fig. 7. */
    @GET
    @Path("/ranks")
    @Produces(SVG)
    public String ranksSvg(@PathParam("name") String name) {
        return ranks(name).svg();
    }

    @GET
    @Path("/ranks")
    @Produces(PNG)
    public byte[] ranksPng(@PathParam("name") String name) {
        return ranks(name).png();
    }

    private Figure sweep(String name) {
        archive.refresh();
        List<Method> methods = standings.of(name, standings.alphas()).models().stream()
                .filter(model -> model.pt() != null)
                .map(model -> new Method(
                        model.modelId(),
                        model.meanDice().value().orElseThrow() * PERCENT,
                        model.cost().paramsM(),
                        model.cost().flopsG()))
                .toList();
        if (methods.isEmpty()) {
            throw RestFaults.noDataset(name);
        }
        return SweepFigure.of("PT scores on " + name, methods);
    }

    private Figure ranks(String name) {
        archive.refresh();
        Friedman ranks = comparison.ranks(name);
        if (ranks == null) {
            throw RestFaults.noDataset(name);
        }
        return CriticalDifferenceFigure.of("Average ranks by mean Dice on " + name, ranks);
    }
}
