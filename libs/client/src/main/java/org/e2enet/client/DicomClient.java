package org.e2enet.client;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** dicom-service: which series of archives go to which data set and model, and what became of them. Thread safe. */
public final class DicomClient {
    private final Rest rest;

    /** Of a service that asks nobody for a login. */
    public DicomClient(URI address) {
        this(address, Pass.NONE);
    }

    /** @param pass what lets its calls in */
    public DicomClient(URI address, Pass pass) {
        this.rest = new Rest(address, pass);
    }

    /**
     * Where a series goes; what is null is left to the service.
     *
     * @param match what a series must be, by the fields of docs/dicom.md; null where {@code channels} say it
     * @param channels the same of each series that makes up a scan
     * @param outputs SEG, LABELMAP, RTSTRUCT
     * @param destinations names in the archive's own settings
     */
    public record Route(
            String name,
            Map<String, Object> match,
            List<Map<String, Object>> channels,
            String dataset,
            String alias,
            List<String> outputs,
            List<String> destinations) {}

    /** @param routes in the order they are asked */
    public record Routes(List<Route> routes) {}

    public List<Route> routes() throws InterruptedException {
        return rest.get("/routes", Routes.class).routes();
    }

    /**
     * Adds a route, or replaces the one of its name.
     *
     * @param before name of the route that it is asked before; left out, it stays where it was, or is asked last
     * @return all routes
     * @throws org.e2enet.faults.FaultException EDG-106 where it makes no sense, DCM-503 where there is no route {@code before}
     */
    public List<Route> put(Route route, Optional<String> before) throws InterruptedException {
        String query = before.map(name -> "?before=" + Rest.segment(name)).orElse("");
        return rest.put("/routes/" + Rest.segment(route.name()) + query, route, Routes.class)
                .routes();
    }

    private record Taken(String scanId, Instant since) {}

    /** The scan that a series of an archive became, the latest where its instances changed; empty where it became none yet. */
    public Optional<String> scanOf(String seriesInstanceUid) throws InterruptedException {
        return Stream.of(rest.get("/series?uid=" + Rest.segment(seriesInstanceUid), Taken[].class))
                .filter(taken -> taken.scanId() != null)
                .max(Comparator.comparing(Taken::since))
                .map(Taken::scanId);
    }

    /** @throws org.e2enet.faults.FaultException DCM-503 where there is none of this name */
    public void remove(String name) throws InterruptedException {
        rest.delete("/routes/" + Rest.segment(name));
    }
}
