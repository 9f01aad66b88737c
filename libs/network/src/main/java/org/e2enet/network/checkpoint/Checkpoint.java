package org.e2enet.network.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.topology.Exploration;
import org.e2enet.network.topology.Topology;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.safetensors.Tensor;

/**
 * A model with all that is needed to serve it and to train it on: restored, training goes on as its trainer promises.
 *
 * <p>File: weights as {@code <parameter>}, masks as {@code mask.<parameter>}, ever active kernels as {@code
 * explored.<parameter>} (U8), optimiser state as {@code momentum.<parameter>} (SGD) or {@code m.<parameter>} and {@code
 * v.<parameter>} (AdamW), the probe as {@code probe.input} and {@code probe.logits}; the description as JSON under {@code
 * e2enet} in the metadata.
 *
 * @param weights by parameter name
 * @param exploration which connections were ever active; {@link Exploration} of the topology itself where not tracked
 */
public record Checkpoint(
        Description description,
        Map<String, Tensor> weights,
        Topology topology,
        OptimizerState optimizer,
        Exploration exploration,
        Optional<Probe> probe) {
    private static final String EXPLORED = "explored.";
    private static final String MOMENTUM = "momentum.";
    private static final String FIRST_MOMENT = "m.";
    private static final String SECOND_MOMENT = "v.";
    private static final String PROBE_INPUT = "probe.input";
    private static final String PROBE_LOGITS = "probe.logits";

    public Checkpoint {
        Objects.requireNonNull(description, "description");
        weights = Map.copyOf(weights);
        Objects.requireNonNull(topology, "topology");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(exploration, "exploration");
        Objects.requireNonNull(probe, "probe");
    }

    /** Of a model that is not to be trained on. */
    public static Checkpoint of(Description description, Model model) {
        return new Checkpoint(
                description,
                model.weights(),
                model.topology(),
                OptimizerState.NONE,
                new Exploration(model.topology()),
                Optional.empty());
    }

    /** Graph, weights and topology, checked to fit each other. */
    public Model model() {
        return new Model(Architectures.graph(description.plan()), weights, topology);
    }

    public Checkpoint withProbe(Probe newProbe) {
        return new Checkpoint(description, weights, topology, optimizer, exploration, Optional.of(newProbe));
    }

    /** The same model without what only training needs. */
    public Checkpoint forServing() {
        return new Checkpoint(description, weights, topology, OptimizerState.NONE, new Exploration(topology), probe);
    }

    /** The file, ready to be written to any stream: equal checkpoints give equal bytes. */
    public SafetensorsWriter toSafetensors() {
        SafetensorsWriter writer =
                new SafetensorsWriter().metadata(DescriptionJson.KEY, DescriptionJson.write(description));
        ModelTensors.add(writer, weights, topology);
        ModelTensors.addAll(writer, optimizer.isAdam() ? FIRST_MOMENT : MOMENTUM, optimizer.momentum());
        ModelTensors.addAll(writer, SECOND_MOMENT, optimizer.secondMoment());
        if (!exploration.everActive().equals(topology)) {
            ModelTensors.addMasks(writer, EXPLORED, exploration.everActive());
        }
        probe.ifPresent(it -> writer.add(PROBE_INPUT, it.input()).add(PROBE_LOGITS, it.logits()));
        return writer.checksummed();
    }

    /**
     * Saves to a file that is there whole or not at all: a reader never sees half of it, and a full disk leaves the file
     * before it as it was.
     *
     * @throws org.e2enet.faults.FaultException NET-503 when it cannot be saved
     */
    public void save(Path path) {
        AtomicSave.to(path, toSafetensors()::write);
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws org.e2enet.faults.FaultException NET-30x when the file is damaged, NET-50x when it is no checkpoint or of a
     *     later version, NET-20x when tensors and plan do not fit
     */
    public static Checkpoint load(Path path) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            return read(file);
        }
    }

    /** Whether a file says that it is a checkpoint of this software, and not only weights. */
    public static boolean isIn(SafetensorsFile file) {
        return file.metadata().containsKey(DescriptionJson.KEY);
    }

    /** Reads a checkpoint from an open file, which is not closed. */
    public static Checkpoint read(SafetensorsFile file) {
        Description description = DescriptionJson.read(file.metadata());
        file.verifyChecksum();
        Graph graph = Architectures.graph(description.plan());
        Model model = ModelTensors.read(file, graph);
        Topology everActive = ModelTensors.masks(file, EXPLORED, graph);
        return new Checkpoint(
                description,
                model.weights(),
                model.topology(),
                optimizer(file, graph),
                new Exploration(everActive.masks().isEmpty() ? model.topology() : everActive),
                file.contains(PROBE_INPUT)
                        ? Optional.of(new Probe(file.tensor(PROBE_INPUT), file.tensor(PROBE_LOGITS)))
                        : Optional.empty());
    }

    private static OptimizerState optimizer(SafetensorsFile file, Graph graph) {
        String anyParameter = graph.parameters().getFirst().name();
        if (file.contains(MOMENTUM + anyParameter)) {
            return new OptimizerState(ModelTensors.weights(file, MOMENTUM, graph), Map.of());
        }
        if (file.contains(FIRST_MOMENT + anyParameter)) {
            return new OptimizerState(
                    ModelTensors.weights(file, FIRST_MOMENT, graph), ModelTensors.weights(file, SECOND_MOMENT, graph));
        }
        return OptimizerState.NONE;
    }
}
