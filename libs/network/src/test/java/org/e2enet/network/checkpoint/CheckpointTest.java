package org.e2enet.network.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.FaultException;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.costs.CostCounter;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.random.Xoshiro;
import org.e2enet.network.topology.Exploration;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.safetensors.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final Plan PLAN = Presets.e2enet(4, 8, 3, 1, 3, Size3.cube(16), 0.5);
    private static final Graph GRAPH = Architectures.graph(PLAN);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReadBackEverythingThatTrainingNeeds(boolean adam) throws IOException {
        Checkpoint checkpoint = checkpoint(adam);
        Path path = folder.resolve("model.safetensors");
        checkpoint.save(path);
        checkpoint.save(path);

        Checkpoint read = Checkpoint.load(path);

        assertEquals(checkpoint.description(), read.description());
        assertEquals(checkpoint.topology(), read.topology());
        assertEquals(checkpoint.exploration(), read.exploration());
        assertSameTensors(checkpoint.weights(), read.weights());
        assertSameTensors(checkpoint.optimizer().momentum(), read.optimizer().momentum());
        assertSameTensors(
                checkpoint.optimizer().secondMoment(), read.optimizer().secondMoment());
        assertArrayEquals(
                checkpoint.probe().orElseThrow().logits().values(),
                read.probe().orElseThrow().logits().values());
        assertArrayEquals(checkpoint.toSafetensors().toBytes(), Files.readAllBytes(path));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(path), files.toList());
        }
    }

    @Test
    void shouldLeaveOutWhatServingDoesNotNeed() {
        Checkpoint serving = checkpoint(true).forServing();

        assertEquals(OptimizerState.NONE, serving.optimizer());
        assertTrue(serving.toSafetensors().toBytes().length
                < checkpoint(true).toSafetensors().toBytes().length / 2);
        assertEquals(GRAPH.parameters(), serving.model().graph().parameters());
    }

    @Test
    void shouldFindEveryChangedBit() {
        byte[] file = checkpoint(false).toSafetensors().toBytes();
        for (long seed = 0; seed < 300; seed++) {
            RandomGenerator random = Xoshiro.of(seed);
            byte[] changed = file.clone();
            changed[random.nextInt(file.length / 2, file.length)] ^= (byte) (1 << random.nextInt(8));
            assertEquals("NET-307", codeOf(() -> read(changed)), "seed " + seed);
        }
        byte[] cut = Arrays.copyOf(file, file.length - 1);
        assertEquals("NET-303", codeOf(() -> read(cut)));
    }

    @Test
    void shouldLeaveTheOldFileWhenTheDiskIsFull() throws IOException {
        Path path = folder.resolve("model.safetensors");
        checkpoint(false).save(path);
        byte[] before = Files.readAllBytes(path);

        FaultException refused = assertThrows(
                FaultException.class,
                () -> AtomicSave.to(path, out -> {
                    out.write(new byte[1000]);
                    throw new IOException("No space left on device");
                }));

        assertEquals("NET-503", refused.fault().code());
        assertArrayEquals(before, Files.readAllBytes(path));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(path), files.toList());
        }
    }

    @Test
    void shouldRefuseFilesThatAreNoCheckpoints() {
        assertEquals("NET-502", codeOf(() -> read(new SafetensorsWriter().toBytes())));
        assertEquals("NET-502", codeOf(() -> read(described("{\"format\": 2}"))));
        assertEquals("NET-502", codeOf(() -> read(described("{\"format\": 1, \"plan\": 7}"))));
        assertEquals("NET-502", codeOf(() -> read(described("{"))));
        assertEquals("NET-101", codeOf(() -> read(described("""
                        {"format": 1, "plan": {"architecture": "e2enet", "inputChannels": 1, "classes": 1,
                         "channels": [4, 8], "strides": [[2,2,2]]}}"""))));
        assertEquals("NET-305", codeOf(() -> read(described("""
                        {"format": 1, "plan": {"architecture": "e2enet", "inputChannels": 1, "classes": 2,
                         "channels": [4, 8], "strides": [[2,2,2]]}}"""))));
    }

    @Test
    void shouldRefuseMasksOfAnotherShape() {
        SafetensorsWriter writer = new SafetensorsWriter();
        new Initializer(1).weights(GRAPH).forEach(writer::add);
        writer.addUnsigned("mask.up0.0.weight", List.of(1), new byte[1]);

        try (SafetensorsFile file = SafetensorsFile.of(writer.toBytes(), "weights")) {
            assertEquals("NET-501", codeOf(() -> ModelTensors.read(file, GRAPH)));
        }
    }

    private static Checkpoint checkpoint(boolean adam) {
        var topology = TopologyStart.random(GRAPH, PLAN, 1);
        Map<String, Tensor> momentum = new HashMap<>(new Initializer(2).weights(GRAPH));
        Description description = new Description(
                PLAN,
                Recipe.quick(2, 3, 9),
                6,
                CostCounter.of(PLAN),
                Map.of("meanPseudoDice", 0.5),
                Map.of("patches", Xoshiro.of(1).state()),
                Map.of("labels", new ObjectMapper().valueToTree(Map.of("1", "liver"))));
        return new Checkpoint(
                description,
                new Initializer(1).weights(GRAPH),
                topology,
                new OptimizerState(momentum, adam ? momentum : Map.of()),
                new Exploration(topology).with(TopologyStart.random(GRAPH, PLAN, 2)),
                Optional.of(new Probe(
                        new Tensor(List.of(1, 1, 1, 1, 2), new float[2]),
                        new Tensor(List.of(1, 2, 1, 1, 2), new float[] {1, 2, 3, 4}))));
    }

    private static Checkpoint read(byte[] bytes) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.read(new ByteArrayInputStream(bytes), "test")) {
            return Checkpoint.read(file);
        }
    }

    private static byte[] described(String json) {
        return new SafetensorsWriter().metadata("e2enet", json).toBytes();
    }

    private static void assertSameTensors(Map<String, Tensor> wanted, Map<String, Tensor> got) {
        assertEquals(wanted.keySet(), got.keySet());
        wanted.forEach((name, tensor) -> {
            assertEquals(tensor.shape(), got.get(name).shape(), name);
            assertArrayEquals(tensor.values(), got.get(name).values(), name);
        });
    }

    private static String codeOf(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(FaultException.class, call).fault().code();
    }
}
