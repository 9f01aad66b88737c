package org.e2enet.network.initial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.safetensors.Tensor;
import org.junit.jupiter.api.Test;

class InitializerTest {
    private final Graph graph = Architectures.graph(Presets.e2enet(16, 64, 4, 1, 4, Size3.cube(32), 0.8));
    private final Map<String, Tensor> weights = new Initializer(1).weights(graph);

    @Test
    void shouldGiveEveryParameterItsShape() {
        for (Parameter parameter : graph.parameters()) {
            assertEquals(parameter.shape(), weights.get(parameter.name()).shape());
        }
    }

    @Test
    void shouldSpreadConvolutionsAsHeNormal() {
        for (Parameter parameter : graph.parameters()) {
            float[] values = weights.get(parameter.name()).values();
            switch (parameter.kind()) {
                case CONV_WEIGHT, TRANSPOSED_CONV_WEIGHT -> {
                    double square = 0;
                    for (float value : values) {
                        square += value * value;
                    }
                    double wanted = Initializer.standardDeviation(parameter);
                    // The relative error of an estimated deviation is 1/√(2n); five of them are beyond chance.
                    assertEquals(
                            wanted,
                            Math.sqrt(square / values.length),
                            5 * wanted / Math.sqrt(2.0 * values.length),
                            parameter.name());
                }
                case NORM_WEIGHT -> assertArrayEquals(filled(values.length, 1), values);
                case NORM_BIAS, CONV_BIAS -> assertArrayEquals(filled(values.length, 0), values);
            }
        }
    }

    @Test
    void shouldTakeFanInFromTheSecondAxis() {
        // a transposed convolution 64 → 32 with 8 taps: fan-in 32·8, gain² = 2/1.0001
        Parameter up = new Parameter("up", Parameter.Kind.TRANSPOSED_CONV_WEIGHT, List.of(64, 32, 2, 2, 2), true);

        assertEquals(Math.sqrt(2 / 1.0001 / 256), Initializer.standardDeviation(up), 1e-12);
    }

    @Test
    void shouldDependOnTheSeedAlone() {
        String name = "up0.0.weight";

        assertArrayEquals(
                weights.get(name).values(),
                new Initializer(1).weights(graph).get(name).values());
        assertFalse(Arrays.equals(
                weights.get(name).values(),
                new Initializer(2).weights(graph).get(name).values()));
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }
}
