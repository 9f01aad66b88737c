package org.e2enet.infer.prediction;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Entry;
import org.e2enet.catalogue.Index;
import org.e2enet.catalogue.Place;
import org.e2enet.catalogue.PredictionTicket;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.Mirroring;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionMap;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.Priority;
import org.e2enet.edge.audit.AuditNotes;
import org.e2enet.edge.records.EventSender;
import org.e2enet.edge.rest.Paging;
import org.e2enet.edge.rest.Problems;
import org.e2enet.edge.rest.RequestJson;
import org.e2enet.infer.models.ModelFaults;
import org.e2enet.infer.models.ModelShelf;
import org.e2enet.infer.queue.Cancellations;
import org.e2enet.infer.queue.Desk;
import org.e2enet.provenance.statement.SignedStatement;
import org.e2enet.store.ObjectStore;

/** Predictions over REST. */
@Path("/predictions")
@Produces(MediaType.APPLICATION_JSON)
public class PredictionResource {
    private final Catalogue catalogue;
    private final PredictionStates states;
    private final ObjectStore objects;
    private final ModelShelf shelf;
    private final Settings settings;
    private final EventSender events;
    private final Board board;
    private final ProgressFeed feed;
    private final Cancellations cancellations;
    private final Desk desk;
    private final Tickets tickets;
    private final AuditNotes notes;
    private final Index<PredictionCompleted, String> finished;
    private final Index<PredictionTicket, String> asked;

    PredictionResource(
            Catalogue catalogue,
            PredictionStates states,
            ObjectStore objects,
            ModelShelf shelf,
            Settings settings,
            EventSender events,
            Board board,
            ProgressFeed feed,
            Cancellations cancellations,
            Desk desk,
            Tickets tickets,
            AuditNotes notes) {
        this.notes = notes;
        this.catalogue = catalogue;
        this.states = states;
        this.objects = objects;
        this.shelf = shelf;
        this.settings = settings;
        this.events = events;
        this.board = board;
        this.feed = feed;
        this.cancellations = cancellations;
        this.desk = desk;
        this.tickets = tickets;
        this.finished = new Index<>(catalogue.predictions(), Entry::writtenAt, PredictionCompleted::scanId);
        this.asked = new Index<>(catalogue.tickets(), entry -> entry.value().requestedAt(), ticket -> ticket.request()
                .scanId());
    }

    /**
     * Answer to a request.
     *
     * @param predictionId where the state is told from now on, and the result when there is one
     * @param engine that will compute it
     */
    public record Accepted(String predictionId, String scanId, String alias, String engine) {}

    /**
     * Requests a prediction: {@code {"scanId": …, "alias": …}}, with {@code priority}, {@code deadline}, {@code mirroring} and
     * {@code step} if wanted.
     *
     * @return 202 with the prediction's id; 404 when scan or alias are unknown (INF-201, INF-202); 400 when the deadline has passed or
     *     a word is unknown (INF-206, INF-207)
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response request(byte[] body) {
        requireKnown(body, "priority", Priority.values());
        requireKnown(body, "mirroring", Mirroring.values());
        requireKnown(body, "maps", PredictionMap.values());
        PredictionRequested asked = RequestJson.read(body, PredictionRequested.class);
        if (asked.deadline() != null && Instant.now().isAfter(asked.deadline())) {
            throw PredictionFaults.late(asked).exception();
        }
        if (catalogue.scans().find(asked.scanId()).isEmpty()) {
            throw Problems.notFound(PredictionFaults.unknownScan(asked.scanId()));
        }
        String predictionId = shelf.describe(asked.alias())
                .map(model -> settings.predictionId(asked, model))
                .orElseThrow(() -> Problems.notFound(ModelFaults.unserved(asked.alias())));
        PredictionRequested request = asked.answeredAt(predictionId);
        notes.about("scan", request.scanId());
        notes.about("alias", request.alias());
        if (board.find(predictionId).isEmpty()) {
            // Asked for anew: what somebody wanted before does not count.
            cancellations.forget(predictionId);
        }
        // Before the event: the state is told from the first moment on.
        tickets.open(request);
        events.send(request);
        return Response.accepted(new Accepted(predictionId, request.scanId(), request.alias(), settings.engineName()))
                .location(URI.create("/predictions/" + predictionId))
                .build();
    }

    /** @param next the {@code after} of the next page, absent on the last */
    public record Listing(List<PredictionView> predictions, String next) {}

    /** Finished predictions and requests, newest first, of one scan where it is named. */
    @GET
    public Listing list(
            @QueryParam("scan") String scanId, @QueryParam("after") String after, @QueryParam("limit") Integer limit) {
        Place begin = Paging.after(after);
        int most = Paging.limit(limit);
        List<Place> places = Stream.concat(finished.newestFirst().stream(), asked.newestFirst().stream())
                .filter(row -> scanId == null || scanId.equals(row.key()))
                .map(Index.Row::place)
                .filter(place -> begin == null || place.compareTo(begin) > 0)
                .sorted()
                .limit(most + 1L)
                .toList();
        List<PredictionView> found = places.stream()
                .limit(most)
                .flatMap(place -> states.find(place.id()).stream())
                .toList();
        return new Listing(found, places.size() > most ? places.get(most - 1).toString() : null);
    }

    /** A prediction with how it stands; a finished one with its provenance, a failed one with its fault. */
    @GET
    @Path("{id}")
    public PredictionView get(@PathParam("id") String id) {
        return states.find(id).orElseThrow(() -> Problems.notFound(PredictionFaults.unknownPrediction(id)));
    }

    /**
     * Ends a prediction that waits or runs, on whichever instance: 202, and it is {@code cancelled} once that instance left it. 404 when
     * there is none, 409 when it is over (INF-208).
     */
    @DELETE
    @Path("{id}")
    public Response cancel(@PathParam("id") String id) {
        PredictionView view = get(id);
        if (view.state().isFinal()) {
            return Problems.answer(Response.Status.CONFLICT.getStatusCode(), PredictionFaults.over(view));
        }
        cancellations.ask(id);
        desk.lookAgain();
        return Response.accepted().build();
    }

    /**
     * Predictions as they change, those that run anywhere and those that wait here, as server-sent events named {@code prediction} whose data is that of
     * {@code GET /predictions/ID}. Begins with how they stand now, or, for a known {@code Last-Event-ID}, with what came after it.
     *
     * @param only of this prediction, or all where it is left out; one that is over is told once, and the stream ends; 404 when there is none
     */
    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    public Multi<OutboundSseEvent> follow(
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String lastEventId,
            @QueryParam("prediction") String only,
            @Context Sse sse) {
        if (only != null && lastEventId == null) {
            PredictionView now = get(only);
            if (now.state().isFinal()) {
                return Multi.createFrom().item(told(sse.newEventBuilder(), now));
            }
        }
        return feed.after(lastEventId)
                .filter(change -> only == null || only.equals(change.view().predictionId()))
                .map(change -> told(sse.newEventBuilder().id(change.id()), change.view()));
    }

    private static OutboundSseEvent told(OutboundSseEvent.Builder event, PredictionView view) {
        return event.name("prediction")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(view)
                .build();
    }

    /** The segmentation, {@code .nii.gz} on the scan's own grid; verified before its first byte leaves. */
    @GET
    @Path("{id}/segmentation")
    @Produces("application/gzip")
    public Response segmentation(@PathParam("id") String id) {
        return file(id, finished(id).segmentation(), id + ".nii.gz");
    }

    /** A map that was asked for, {@code .nii.gz} on the scan's own grid: {@code uncertainty}, {@code probability-LABEL}. */
    @GET
    @Path("{id}/maps/{name}")
    @Produces("application/gzip")
    public Response map(@PathParam("id") String id, @PathParam("name") String name) {
        ObjectRef map = finished(id).maps().get(name);
        if (map == null) {
            throw Problems.notFound(PredictionFaults.unknownMap(id));
        }
        return file(id, map, id + "-" + name + ".nii.gz");
    }

    /** How the segmentation came about, signed: an in-toto statement in a DSSE envelope; INF-213 of one that was made before there were any. */
    @GET
    @Path("{id}/statement")
    @Produces(SignedStatement.MEDIA_TYPE)
    public Response statement(@PathParam("id") String id) {
        ObjectRef statement = finished(id).statement();
        if (statement == null) {
            throw Problems.notFound(PredictionFaults.noStatement(id));
        }
        return file(id, statement, id + "-provenance.json");
    }

    private PredictionCompleted finished(String id) {
        return catalogue
                .predictions()
                .find(id)
                .orElseThrow(() -> Problems.notFound(PredictionFaults.unknownPrediction(id)));
    }

    private Response file(String id, ObjectRef object, String name) {
        java.nio.file.Path file =
                objects.intactFile(object).orElseThrow(() -> Problems.notFound(PredictionFaults.lostSegmentation(id)));
        return Response.ok(file)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }

    /** The reader of events says no more than that a request is unreadable. */
    private static void requireKnown(byte[] body, String field, Enum<?>[] known) {
        try {
            JsonNode given = EventJson.mapper().readTree(body).path(field);
            for (JsonNode word : given.isArray() ? given : List.of(given)) {
                requireKnown(word, field, known);
            }
        } catch (IOException unreadable) {
            // It is told by who reads all of it.
        }
    }

    private static void requireKnown(JsonNode given, String field, Enum<?>[] known) {
        if (given.isTextual()
                && Arrays.stream(known)
                        .noneMatch(word -> word.name().equals(given.asText().toUpperCase(Locale.ROOT)))) {
            throw PredictionFaults.unknownWord(field, known).exception();
        }
    }
}
