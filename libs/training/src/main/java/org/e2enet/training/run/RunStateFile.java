package org.e2enet.training.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2enet.network.Tensor;
import org.e2enet.network.plan.Plan;
import org.e2enet.network.recipe.Recipe;
import org.e2enet.network.safetensors.SafetensorsFile;
import org.e2enet.network.safetensors.SafetensorsWriter;
import org.e2enet.network.topology.Exploration;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.torch.training.TrainingState;

/**
 * A run's state as safetensors: weights under the paper code's names, {@code mask.<name>} and {@code explored.<name>} U8,
 * {@code momentum.<name>} and, for AdamW, {@code second.<name>}; counters, plan and recipe as metadata. Reading runs no
 * code from the file.
 */
public final class RunStateFile {
    private static final String MASK = "mask.";
    private static final String EXPLORED = "explored.";
    private static final String MOMENTUM = "momentum.";
    private static final String SECOND = "second.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunStateFile() {}

    /** What a served model needs: weights and masks, with plan and recipe. */
    public static void writeModel(RunState state, Plan plan, Recipe recipe, OutputStream out) throws IOException {
        model(state, plan, recipe).write(out);
    }

    /** What a resumed run needs: everything. */
    public static void writeState(RunState state, Plan plan, Recipe recipe, OutputStream out) throws IOException {
        SafetensorsWriter writer = model(state, plan, recipe);
        state.training().momentum().forEach((name, tensor) -> writer.add(MOMENTUM + name, tensor));
        state.training().secondMoment().forEach((name, tensor) -> writer.add(SECOND + name, tensor));
        addMasks(writer, EXPLORED, state.exploration().everActive());
        writer.metadata("updates", Integer.toString(state.updates()));
        state.validation().current().ifPresent(dice -> writer.metadata("dice.current", Double.toString(dice)));
        state.validation().best().ifPresent(dice -> writer.metadata("dice.best", Double.toString(dice)));
        writer.write(out);
    }

    public static RunState readState(SafetensorsFile file) {
        Map<String, String> metadata = file.metadata();
        Topology topology = masks(file, MASK);
        TrainingState training = new TrainingState(
                Long.parseLong(metadata.get("iteration")),
                weights(file),
                tensors(file, MOMENTUM),
                tensors(file, SECOND),
                topology);
        return new RunState(
                training,
                new Exploration(masks(file, EXPLORED)),
                Integer.parseInt(metadata.get("updates")),
                new RunState.SmoothedDice(number(metadata, "dice.current"), number(metadata, "dice.best")));
    }

    private static SafetensorsWriter model(RunState state, Plan plan, Recipe recipe) {
        SafetensorsWriter writer = new SafetensorsWriter();
        state.training().weights().forEach(writer::add);
        addMasks(writer, MASK, state.training().topology());
        return writer.metadata("iteration", Integer.toString(state.iteration()))
                .metadata("plan", json(plan))
                .metadata("recipe", json(recipe));
    }

    private static void addMasks(SafetensorsWriter writer, String prefix, Topology topology) {
        topology.masks().forEach((name, mask) -> {
            byte[] flags = new byte[mask.kernels()];
            mask.active().stream().forEach(kernel -> flags[kernel] = 1);
            writer.addUnsigned(prefix + name, List.of(mask.rows(), mask.columns()), flags);
        });
    }

    private static Map<String, Tensor> weights(SafetensorsFile file) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (String name : file.names()) {
            if (List.of(MASK, EXPLORED, MOMENTUM, SECOND).stream().noneMatch(name::startsWith)) {
                weights.put(name, file.tensor(name));
            }
        }
        return weights;
    }

    private static Map<String, Tensor> tensors(SafetensorsFile file, String prefix) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        file.names().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> tensors.put(name.substring(prefix.length()), file.tensor(name)));
        return tensors;
    }

    private static Topology masks(SafetensorsFile file, String prefix) {
        Map<String, KernelMask> masks = new LinkedHashMap<>();
        file.names().stream().filter(name -> name.startsWith(prefix)).forEach(name -> {
            byte[] flags = file.bytes(name);
            BitSet active = new BitSet(flags.length);
            for (int kernel = 0; kernel < flags.length; kernel++) {
                active.set(kernel, flags[kernel] != 0);
            }
            List<Integer> shape = file.entry(name).shape();
            masks.put(name.substring(prefix.length()), new KernelMask(shape.get(0), shape.get(1), active));
        });
        return new Topology(masks);
    }

    private static Optional<Double> number(Map<String, String> metadata, String key) {
        return Optional.ofNullable(metadata.get(key)).map(Double::valueOf);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
