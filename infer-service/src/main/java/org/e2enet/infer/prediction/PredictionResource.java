package org.e2enet.infer.prediction;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.edge.FaultResponses;
import org.e2enet.infer.models.ModelLease;
import org.e2enet.infer.models.ModelShelf;
import org.e2enet.store.ObjectStore;

/** Predictions over REST. */
@Path("/predictions")
@Produces(MediaType.APPLICATION_JSON)
public class PredictionResource {
    private final Catalogue catalogue;
    private final ObjectStore objects;
    private final ModelShelf shelf;
    private final Settings settings;
    private final Announcer announcer;
    private final Board board;

    PredictionResource(
            Catalogue catalogue,
            ObjectStore objects,
            ModelShelf shelf,
            Settings settings,
            Announcer announcer,
            Board board) {
        this.catalogue = catalogue;
        this.objects = objects;
        this.shelf = shelf;
        this.settings = settings;
        this.announcer = announcer;
        this.board = board;
    }

    /**
     * Answer to a request.
     *
     * @param predictionId where the result will be, if the alias keeps its model until then
     */
    public record Accepted(String predictionId, String scanId, String alias) {}

    /**
     * Requests a prediction: {@code {"scanId": …, "alias": …}}.
     *
     * @return 202 with the prediction's id; 404 when scan or alias are unknown (INF-201, INF-202)
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response request(byte[] body) {
        PredictionRequested request = EventJson.read(body, PredictionRequested.class);
        if (catalogue.scans().find(request.scanId()).isEmpty()) {
            throw FaultResponses.notFound(PredictionFaults.unknownScan(request.scanId()));
        }
        String predictionId = predictionId(request);
        announcer.send(request).toCompletableFuture().join();
        return Response.accepted(new Accepted(predictionId, request.scanId(), request.alias()))
                .location(URI.create("/predictions/" + predictionId))
                .build();
    }

    /** A finished prediction with its provenance, or one in work with its progress. */
    @GET
    @Path("{id}")
    public PredictionView get(@PathParam("id") String id) {
        return catalogue
                .predictions()
                .find(id)
                .map(PredictionView::completed)
                .or(() -> board.running(id).map(PredictionView::running))
                .orElseThrow(() -> FaultResponses.notFound(PredictionFaults.unknownPrediction(id)));
    }

    /** The segmentation, {@code .nii.gz} on the scan's own grid. */
    @GET
    @Path("{id}/segmentation")
    @Produces("application/gzip")
    public Response segmentation(@PathParam("id") String id) {
        PredictionCompleted prediction = catalogue
                .predictions()
                .find(id)
                .orElseThrow(() -> FaultResponses.notFound(PredictionFaults.unknownPrediction(id)));
        InputStream content = objects.open(prediction.segmentation());
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"" + prediction.predictionId() + ".nii.gz\"")
                .header("Content-Length", prediction.segmentation().bytes())
                .build();
    }

    private String predictionId(PredictionRequested request) {
        try (ModelLease lease = shelf.lease(request.alias())
                .orElseThrow(() -> FaultResponses.notFound(PredictionFaults.unknownAlias(request.alias())))) {
            return settings.predictionId(request.scanId(), lease.model());
        }
    }
}
