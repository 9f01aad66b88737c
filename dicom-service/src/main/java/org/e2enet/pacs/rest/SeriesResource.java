package org.e2enet.pacs.rest;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.e2enet.edge.rest.Problems;
import org.e2enet.pacs.archive.ArchiveFaults;
import org.e2enet.pacs.series.CaseFaults;
import org.e2enet.pacs.series.Cases;
import org.e2enet.pacs.series.SeriesCase;
import org.e2enet.pacs.series.Sightings;
import org.e2enet.pacs.vault.Outlines;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** Series that routes took, and what became of them. */
@Path("/series")
@Produces(MediaType.APPLICATION_JSON)
public final class SeriesResource {
    private static final int MOST = 1000;

    private final Cases cases;
    private final Sightings sightings;
    private final Outlines outlines;

    @Inject
    SeriesResource(Cases cases, Sightings sightings, Outlines outlines) {
        this.cases = cases;
        this.sightings = sightings;
        this.outlines = outlines;
    }

    @GET
    @Operation(
            summary =
                    "Series by their keys, at most 1000; 'state', 'uid' (SeriesInstanceUID) and 'after' (a key) narrow that")
    public List<SeriesView> list(
            @RestQuery Optional<String> state, @RestQuery Optional<String> uid, @RestQuery Optional<String> after) {
        return cases.keys().stream()
                .filter(key -> after.isEmpty() || key.compareTo(after.get()) > 0)
                .flatMap(key -> cases.find(key).stream())
                .filter(of -> uid.isEmpty() || of.uids().series().equals(uid.get()))
                .filter(of -> state.isEmpty()
                        || of.state().name().equalsIgnoreCase(state.get().replace('-', '_')))
                .limit(MOST)
                .map(SeriesView::of)
                .toList();
    }

    @GET
    @Path("/{key}")
    @Operation(summary = "Where a series stands")
    public SeriesView one(String key) {
        return SeriesView.of(find(key));
    }

    @POST
    @Path("/{key}/deliver")
    @Operation(
            summary = "Try again",
            description =
                    "Delivers anew what was given up. A series that was refused, failed, or is not what it was when it was"
                            + " segmented is fetched anew.")
    public Response deliver(String key) {
        SeriesCase of = find(key);
        boolean canBeDelivered =
                of.state() == SeriesCase.State.UNDELIVERED && outlines.find(key).isPresent() && !isOutdated(of);
        if (canBeDelivered) {
            cases.update(key, SeriesCase::triedAnew);
        } else if (of.state() != SeriesCase.State.DELIVERING) {
            outlines.remove(key);
            cases.remove(key);
            sightings.tell(of, Instant.now());
        }
        return Response.accepted().build();
    }

    /** Whether its instances or its study have changed, so that the prediction is of no use. */
    private static boolean isOutdated(SeriesCase of) {
        return of.fault() != null && ArchiveFaults.saysChanged(of.fault());
    }

    private SeriesCase find(String key) {
        return Optional.of(key)
                .filter(name -> name.matches("[0-9a-v]{26}"))
                .flatMap(cases::find)
                .orElseThrow(() -> Problems.notFound(CaseFaults.unknownSeries(key)));
    }
}
