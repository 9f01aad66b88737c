package org.e2enet.standalone.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.e2enet.contract.plan.Plan;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.ForeignWeights;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.safetensors.SafetensorsFile;

/** Weights in a safetensors file: a checkpoint of this software, or a state_dict of the paper's code or of nnU-Net. */
final class WeightsFile {
    private WeightsFile() {}

    /** @return the plan's graph with the file's weights; tensors without a mask are dense */
    static Model read(Path path, Plan plan) {
        Graph graph = Architectures.graph(plan);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            return Checkpoint.isIn(file) ? ModelTensors.read(file, graph) : ForeignWeights.read(file, graph);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
