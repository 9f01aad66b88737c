package org.e2enet.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.e2enet.contract.Size3;
import org.e2enet.prediction.window.GaussianMap;
import org.e2enet.safetensors.SafetensorsFile;

/** The weights of a window's voxels, against the reference's profiles through the centre and its whole maps. */
final class GaussianCheck {
    /** Of weights up to 1. */
    private static final double ALLOWED = 1e-6;

    private static final String MAP = "gaussian_";

    private GaussianCheck() {}

    /** @param profiles by patch, {@code 32x64x64} */
    static Check profiles(JsonNode profiles) {
        Figures figures = Figures.relative();
        for (Map.Entry<String, JsonNode> one : profiles.properties()) {
            Size3 patch = patch(one.getKey());
            JsonNode wanted = one.getValue();
            GaussianMap map = new GaussianMap(patch);
            int[] centre = {patch.depth() / 2, patch.height() / 2, patch.width() / 2};
            for (int axis = 0; axis < 3; axis++) {
                String place = "patch " + patch + ", axis " + axis;
                JsonNode profile = wanted.required("axis" + axis);
                int extent = patch.toList().get(axis);
                if (profile.size() != extent) {
                    figures.add(Double.POSITIVE_INFINITY, place);
                    continue;
                }
                for (int i = 0; i < extent; i++) {
                    int[] at = centre.clone();
                    at[axis] = i;
                    add(figures, profile.get(i), map.weight(at[0], at[1], at[2]), place);
                }
            }
            add(figures, wanted.path("corner000"), map.weight(0, 0, 0), "patch " + patch + ", corner");
            double sum = 0;
            for (float weight : map.toArray()) {
                sum += weight;
            }
            add(figures, wanted.path("sum"), sum, "patch " + patch + ", sum");
        }
        return figures.check("slide.gaussian.profiles", ALLOWED, "weights through the centre, and their sum");
    }

    static Check maps(SafetensorsFile tensors) {
        Figures figures = Figures.absolute();
        for (String name : tensors.names()) {
            if (name.startsWith(MAP)) {
                Size3 patch = patch(name.substring(MAP.length()));
                double deviation = Deviation.max(tensors.floats(name), new GaussianMap(patch).toArray());
                figures.add(deviation, "patch " + patch);
            }
        }
        return figures.check("slide.gaussian", ALLOWED, "maps, voxel by voxel");
    }

    private static void add(Figures figures, JsonNode wanted, double found, String place) {
        figures.add(wanted, OptionalDouble.of(found), place);
    }

    private static Size3 patch(String name) {
        List<Integer> extents =
                Arrays.stream(name.split("x")).map(Integer::valueOf).toList();
        return Size3.of(extents);
    }
}
