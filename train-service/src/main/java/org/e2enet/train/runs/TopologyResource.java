package org.e2enet.train.runs;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.ReplayedTopology;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.RecordedTopology;
import org.e2enet.network.topology.RecordedTopology.Replayed;
import org.e2enet.safetensors.SafetensorsWriter;

/**
 * Masks of any iteration, rebuilt from the topic masks.evolved alone. Without {@code iteration} those of the last event. {@code
 * updates} says how many updates the run is known to have made by then; so many must be recorded.
 */
@Path("/trainings/{runId}/folds/{fold}/topology")
@Blocking
public class TopologyResource {
    private final TopologyRecords records;

    TopologyResource(TopologyRecords records) {
        this.records = records;
    }

    /** What is active, by tensor; EVT-201 to EVT-203 where the topic does not tell it. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public ReplayedTopology figures(
            @PathParam("runId") String runId,
            @PathParam("fold") int fold,
            @QueryParam("iteration") Integer iteration,
            @QueryParam("updates") Integer updates) {
        Replayed replayed = replay(runId, fold, iteration, updates);
        List<ReplayedTopology.Masked> tensors = new ArrayList<>();
        replayed.topology().masks().forEach((name, mask) -> {
            KernelMask ever = replayed.exploration().everActive().mask(name).orElse(mask);
            tensors.add(new ReplayedTopology.Masked(
                    name, mask.rows(), mask.columns(), mask.activeCount(), mask.density(), ever.density()));
        });
        return new ReplayedTopology(
                runId,
                fold,
                replayed.iteration(),
                replayed.updates(),
                replayed.updateIteration(),
                replayed.topology().activeKernels(),
                replayed.exploration().share(),
                tensors);
    }

    /** The masks: safetensors, {@code mask.<tensor>} U8. */
    @GET
    @Path("masks")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] masks(
            @PathParam("runId") String runId,
            @PathParam("fold") int fold,
            @QueryParam("iteration") Integer iteration,
            @QueryParam("updates") Integer updates) {
        SafetensorsWriter writer = new SafetensorsWriter();
        ModelTensors.add(writer, replay(runId, fold, iteration, updates).topology());
        return writer.toBytes();
    }

    private Replayed replay(String runId, int fold, Integer iteration, Integer updates) {
        RecordedTopology recorded = records.read(runId, fold);
        if (iteration == null) {
            return recorded.at(recorded.latestIteration());
        }
        return updates == null ? recorded.at(iteration) : recorded.at(iteration, updates);
    }
}
