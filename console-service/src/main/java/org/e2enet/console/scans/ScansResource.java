package org.e2enet.console.scans;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.catalogue.Index;
import org.e2enet.catalogue.Place;
import org.e2enet.catalogue.ScanStanding;
import org.e2enet.catalogue.Scans;
import org.e2enet.console.ViewFaults;
import org.e2enet.edge.rest.Paging;
import org.e2enet.edge.rest.Problems;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Scans, newest first, and one with all that was made of it. */
@Path("/api/views/scans")
@Produces(MediaType.APPLICATION_JSON)
public class ScansResource {
    private static final Set<String> STATES = Set.of("received", "normalized", "rejected");

    /** So many scans are looked at for a page; a rare flag is found page after page. */
    private static final int MOST_LOOKED_AT = 2_000;

    private final Scans scans;
    private final ScanIndex index;
    private final ScanDetail detail;

    @Inject
    ScansResource(Catalogue catalogue, ScanIndex index, ScanDetail detail) {
        this.scans = catalogue.scans();
        this.index = index;
        this.detail = detail;
    }

    /** @param next the {@code after} of the next page, absent on the last */
    public record Page(List<ScanRow> scans, String next) {}

    @GET
    @Operation(summary = "Scans, newest first", description = "With a filter a page may be short and have a next one.")
    public Page list(
            @QueryParam("dataset") String dataset,
            @QueryParam("state") String state,
            @QueryParam("flag") String flag,
            @QueryParam("after") String after,
            @QueryParam("limit") Integer limit) {
        if (state != null && !STATES.contains(state)) {
            throw ViewFaults.unknownState().exception();
        }
        Place begin = Paging.after(after);
        int most = Paging.limit(limit);
        Map<String, Long> predictions = index.predictionsByScan();
        List<ScanRow> rows = new ArrayList<>();
        int lookedAt = 0;
        Place last = begin;
        for (Index.Row<String> each : index.scans()) {
            if (begin != null && each.place().compareTo(begin) <= 0) {
                continue;
            }
            if (rows.size() == most || lookedAt == MOST_LOOKED_AT) {
                return new Page(rows, last.toString());
            }
            last = each.place();
            if (dataset == null || dataset.equals(each.key())) {
                lookedAt++;
                scans.standing(each.id())
                        .filter(scan -> isAskedFor(scan, state, flag))
                        .map(scan -> ScanRow.of(scan, predictions.getOrDefault(scan.scanId(), 0L)))
                        .ifPresent(rows::add);
            }
        }
        return new Page(rows, null);
    }

    private static boolean isAskedFor(ScanStanding scan, String state, String flag) {
        return (state == null || state.equals(scan.state()))
                && (flag == null
                        || scan.normalized()
                                .filter(ready -> ready.flags().contains(flag))
                                .isPresent());
    }

    @GET
    @Path("{scanId}")
    @Operation(summary = "A scan with its files, its classes, its predictions and their scores")
    public ScanDetail.View scan(@PathParam("scanId") String scanId) throws InterruptedException {
        ScanStanding standing = scans.standing(scanId).orElseThrow(() -> Problems.notFound(ViewFaults.unknown("scan")));
        return detail.of(standing);
    }
}
