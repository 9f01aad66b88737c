package org.e2enet.prediction.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.testkit.Golden;
import org.junit.jupiter.api.Test;

class GaussianMapTest {
    @Test
    void shouldWeighVoxelsAsTheReferenceDoes() throws IOException {
        JsonNode profiles;
        try (InputStream golden = Golden.open("slide.json")) {
            profiles = new ObjectMapper().readTree(golden).get("gaussian_profiles");
        }
        assertEquals(2, profiles.size());
        for (Map.Entry<String, JsonNode> one : profiles.properties()) {
            int[] extents = Arrays.stream(one.getKey().split("x"))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            Size3 patch = new Size3(extents[0], extents[1], extents[2]);
            GaussianMap map = new GaussianMap(patch);
            int z = patch.depth() / 2;
            int y = patch.height() / 2;
            int x = patch.width() / 2;
            for (int i = 0; i < patch.depth(); i++) {
                assertEquals(one.getValue().get("axis0").get(i).asDouble(), map.weight(i, y, x), 1e-6);
            }
            for (int i = 0; i < patch.height(); i++) {
                assertEquals(one.getValue().get("axis1").get(i).asDouble(), map.weight(z, i, x), 1e-6);
            }
            for (int i = 0; i < patch.width(); i++) {
                assertEquals(one.getValue().get("axis2").get(i).asDouble(), map.weight(z, y, i), 1e-6);
            }
            double corner = one.getValue().get("corner000").asDouble();
            assertEquals(corner, map.weight(0, 0, 0), 1e-5 * corner);
            double sum = 0;
            for (float weight : map.toArray()) {
                sum += weight;
            }
            assertEquals(one.getValue().get("sum").asDouble(), sum, 1e-2);
        }
    }

    @Test
    void shouldEqualTheReferencesMapsVoxelByVoxel() throws IOException {
        try (SafetensorsFile golden = SafetensorsFile.read(Golden.open("slide.safetensors"), "slide")) {
            for (Size3 patch : List.of(Size3.cube(8), new Size3(9, 12, 7))) {
                float[] wanted = golden.floats("gaussian_" + patch);
                assertArrayEquals(wanted, new GaussianMap(patch).toArray(), 1e-6f, patch::toString);
            }
        }
    }

    @Test
    void shouldNeverWeighZero() {
        for (float weight : new GaussianMap(new Size3(1, 9, 320)).toArray()) {
            assertTrue(weight > 0 && weight <= 1, () -> "weight " + weight);
        }
    }
}
