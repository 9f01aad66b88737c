package org.e2enet.infer.quality;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Drift over REST. */
@Path("/drift")
@Produces(MediaType.APPLICATION_JSON)
public class DriftResource {
    private final Drifts drifts;

    DriftResource(Drifts drifts) {
        this.drifts = drifts;
    }

    /**
     * The last scans of a model.
     *
     * @param scans of this instance since its start, 50 at most
     * @param stability by channel: population stability index against training; above 0.25 the scans are others
     */
    public record Shown(String modelId, int scans, List<Double> stability) {}

    /** By model, those that were asked since the start and have a reference. */
    @GET
    public List<Shown> drift() {
        return drifts.all().entrySet().stream()
                .map(each -> new Shown(
                        each.getKey(), each.getValue().scans(), each.getValue().stability()))
                .toList();
    }
}
