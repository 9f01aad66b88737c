package org.e2enet.infer.prediction;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.PredictionTicket;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.edge.records.EventSender;
import org.e2enet.edge.rest.Problems;
import org.e2enet.edge.rest.RequestJson;
import org.e2enet.infer.config.InferConfig;
import org.e2enet.infer.models.ModelLease;
import org.e2enet.infer.models.ModelShelf;
import org.e2enet.store.ObjectStore;

/** Predictions over REST. */
@Path("/predictions")
@Produces(MediaType.APPLICATION_JSON)
public class PredictionResource {
    private final Catalogue catalogue;
    private final KeptPredictions predictions;
    private final ObjectStore objects;
    private final ModelShelf shelf;
    private final Settings settings;
    private final EventSender events;
    private final Board board;
    private final Tickets tickets;
    private final Duration modelWait;

    PredictionResource(
            Catalogue catalogue,
            KeptPredictions predictions,
            ObjectStore objects,
            ModelShelf shelf,
            Settings settings,
            EventSender events,
            Board board,
            Tickets tickets,
            InferConfig config) {
        this.catalogue = catalogue;
        this.predictions = predictions;
        this.objects = objects;
        this.shelf = shelf;
        this.settings = settings;
        this.events = events;
        this.board = board;
        this.tickets = tickets;
        this.modelWait = config.modelWait();
    }

    /**
     * Answer to a request.
     *
     * @param predictionId where the state is told from now on, and the result when there is one
     * @param engine that will compute it
     */
    public record Accepted(String predictionId, String scanId, String alias, String engine) {}

    /**
     * Requests a prediction: {@code {"scanId": …, "alias": …}}.
     *
     * @return 202 with the prediction's id; 404 when scan or alias are unknown (INF-201, INF-202)
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response request(byte[] body) {
        PredictionRequested asked = RequestJson.read(body, PredictionRequested.class);
        if (catalogue.scans().find(asked.scanId()).isEmpty()) {
            throw Problems.notFound(PredictionFaults.unknownScan(asked.scanId()));
        }
        String predictionId = predictionId(asked);
        PredictionRequested request = asked.answeredAt(predictionId);
        // Before the event: the state is told from the first moment on.
        tickets.open(request);
        events.send(request);
        return Response.accepted(new Accepted(predictionId, request.scanId(), request.alias(), settings.engineName()))
                .location(URI.create("/predictions/" + predictionId))
                .build();
    }

    /** A finished prediction with its provenance, one in work with its progress, one that waits, or one that failed. */
    @GET
    @Path("{id}")
    public PredictionView get(@PathParam("id") String id) {
        return predictions
                .find(id)
                .map(PredictionView::completed)
                .or(() -> board.running(id).map(PredictionView::running))
                .or(() -> tickets.find(id).map(this::waiting))
                .orElseThrow(() -> Problems.notFound(PredictionFaults.unknownPrediction(id)));
    }

    private PredictionView waiting(PredictionTicket ticket) {
        return Optional.ofNullable(ticket.movedTo())
                .flatMap(predictions::find)
                .map(PredictionView::completed)
                .orElseGet(() -> PredictionView.of(ticket));
    }

    /** The segmentation, {@code .nii.gz} on the scan's own grid; verified before its first byte leaves. */
    @GET
    @Path("{id}/segmentation")
    @Produces("application/gzip")
    public Response segmentation(@PathParam("id") String id) {
        PredictionCompleted prediction = catalogue
                .predictions()
                .find(id)
                .orElseThrow(() -> Problems.notFound(PredictionFaults.unknownPrediction(id)));
        java.nio.file.Path file = objects.intactFile(prediction.segmentation())
                .orElseThrow(() -> Problems.notFound(PredictionFaults.lostSegmentation(id)));
        return Response.ok(file)
                .header("Content-Disposition", "attachment; filename=\"" + prediction.predictionId() + ".nii.gz\"")
                .build();
    }

    private String predictionId(PredictionRequested request) {
        try (ModelLease lease = lease(request.alias())
                .orElseThrow(() -> Problems.notFound(PredictionFaults.unknownAlias(request.alias())))) {
            return settings.predictionId(request.scanId(), lease.model());
        }
    }

    /** A model that was promoted a moment ago, or before a restart, may be in the middle of being compiled. */
    private Optional<ModelLease> lease(String alias) {
        if (catalogue.aliases().find(alias).isEmpty()) {
            return shelf.lease(alias);
        }
        try {
            return shelf.await(alias, modelWait);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
