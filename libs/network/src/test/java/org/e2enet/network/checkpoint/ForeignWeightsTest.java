package org.e2enet.network.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.plan.ShiftPlan;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.initial.Initializer;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.safetensors.Tensor;
import org.junit.jupiter.api.Test;

/** Weights that the paper's code and nnU-Net saved load by name, masks too, and nothing else does. */
class ForeignWeightsTest {
    private static final Plan NNUNET = PlanBuilder.builder()
            .architecture("nnunet")
            .inputChannels(2)
            .classes(3)
            .channels(List.of(4, 8, 16))
            .strides(List.of(Size3.cube(2), Size3.cube(2)))
            .build();
    private static final Graph GRAPH = Architectures.graph(NNUNET);

    private final Map<String, Tensor> weights = new Initializer(5).weights(GRAPH);

    @Test
    void shouldLoadWeightsOfTheReleasedCode() throws IOException {
        Plan plan =
                Presets.e2enet(6, 13, 6, 1, 4, null, 0.8).withShift(new ShiftPlan(Axis.DEPTH, List.of(-1, 0, 1), true));
        for (List<Size3> strides : List.of(strides(new Size3(1, 2, 2)), strides(Size3.cube(2)))) {
            String name = "forward_s" + strides.getFirst().depth() + "22.weights";
            try (SafetensorsFile file =
                    SafetensorsFile.read(getClass().getResourceAsStream("/golden/" + name + ".safetensors"), name)) {
                Model model = ForeignWeights.read(file, Architectures.graph(plan.withLevels(plan.channels(), strides)));

                assertEquals(35, model.topology().masks().size());
                assertEquals(
                        file.names().size(),
                        model.graph().parameters().size()
                                + model.topology().masks().size());
            }
        }
    }

    @Test
    void shouldLoadEveryNameThatNnuNetV2GivesATensor() {
        Map<String, Tensor> state = stateDict();
        // 24 tensors of the encoder under four names, 16 of the decoder's blocks under two
        assertTrue(state.containsKey("decoder.encoder.stages.2.0.convs.1.all_modules.1.bias"));
        assertTrue(state.containsKey("decoder.stages.1.convs.0.all_modules.0.weight"));
        assertEquals(GRAPH.parameters().size() + 3 * 24 + 16, state.size());

        assertLoads(state);
        assertLoads(firstNames());
        Map<String, Tensor> wrapped = new LinkedHashMap<>();
        state.forEach((name, tensor) -> wrapped.put("module._orig_mod." + name, tensor));
        assertLoads(wrapped);
    }

    @Test
    void shouldNameAllThatDoesNotFit() {
        Map<String, Tensor> state = new LinkedHashMap<>(weights);
        state.remove("decoder.seg_layers.1.bias");
        state.put("encoder.stages.3.0.convs.0.conv.bias", new Tensor(List.of(1), new float[1]));
        state.put("mask.encoder.stages.0.0.convs.0.conv.weight", new Tensor(List.of(4, 2), new float[8]));
        state.put("decoder.transpconvs.0.bias", new Tensor(List.of(4), new float[4]));

        Fault fault = assertThrows(FaultException.class, () -> ForeignWeights.read(file(state), GRAPH))
                .fault();

        assertEquals("NET-205", fault.code());
        assertTrue(fault.what().contains("1 missing (decoder.seg_layers.1.bias)"), fault::what);
        assertTrue(fault.what().contains("2 unexpected (encoder.stages.3.0.convs.0.conv.bias, mask."), fault::what);
        assertTrue(fault.what().contains("decoder.transpconvs.0.bias [4] instead of [8]"), fault::what);
    }

    @Test
    void shouldRefuseCopiesThatDiffer() {
        Map<String, Tensor> state = stateDict();
        state.put("encoder.stages.0.0.convs.0.all_modules.1.weight", new Tensor(List.of(4), new float[] {1, 1, 1, 2}));

        Fault fault = assertThrows(FaultException.class, () -> ForeignWeights.read(file(state), GRAPH))
                .fault();

        assertEquals("NET-206", fault.code());
        assertTrue(fault.what().contains("encoder.stages.0.0.convs.0.all_modules.1.weight"), fault::what);
    }

    /** As {@code PlainConvUNet.state_dict()} has them. */
    private Map<String, Tensor> stateDict() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> names(name).forEach(alias -> state.put(alias, tensor)));
        return state;
    }

    /** As {@code safetensors.torch.save_model} leaves them: of tensors that share memory the first name alone. */
    private Map<String, Tensor> firstNames() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        weights.forEach((name, tensor) ->
                state.put(names(name).stream().sorted().findFirst().orElseThrow(), tensor));
        return state;
    }

    private static List<String> names(String name) {
        String inSequence = name.replace(".conv.", ".all_modules.0.").replace(".norm.", ".all_modules.1.");
        return Stream.of(name, inSequence)
                .distinct()
                .flatMap(it -> it.startsWith("encoder.") ? Stream.of(it, "decoder." + it) : Stream.of(it))
                .toList();
    }

    private void assertLoads(Map<String, Tensor> state) {
        Model model = ForeignWeights.read(file(state), GRAPH);
        weights.forEach((name, tensor) ->
                assertArrayEquals(tensor.values(), model.weights().get(name).values(), name));
    }

    private static SafetensorsFile file(Map<String, Tensor> state) {
        SafetensorsWriter writer = new SafetensorsWriter();
        state.forEach(writer::add);
        return SafetensorsFile.of(writer.toBytes(), "state");
    }

    private static List<Size3> strides(Size3 first) {
        return Stream.concat(
                        Stream.of(first), Stream.generate(() -> Size3.cube(2)).limit(4))
                .toList();
    }
}
