package org.e2enet.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.e2enet.network.Size3;
import org.e2enet.network.safetensors.SafetensorsFile;
import org.e2enet.prediction.window.GaussianMap;
import org.e2enet.prediction.window.WindowGrid;

/** Where the reference's sliding window puts its windows, and how it weighs their voxels. */
public final class WindowChecks implements CheckSet {
    private static final String FIGURES = "slide.json";
    private static final String TENSORS = "slide.safetensors";
    private static final String GAUSSIAN = "gaussian_";
    private static final double GAUSSIAN_ALLOWED = 1e-6;

    @Override
    public String name() {
        return "slide";
    }

    @Override
    public List<Check> run(ReferenceFolder folder) throws IOException {
        if (!folder.has(FIGURES)) {
            return List.of(Check.absent("slide.steps", FIGURES));
        }
        JsonNode figures = folder.json(FIGURES);
        List<Check> checks = new ArrayList<>();
        checks.add(steps(figures.path("steps")));
        double deviation = profiles(figures.path("gaussian_profiles"));
        if (folder.has(TENSORS)) {
            try (SafetensorsFile tensors = folder.tensors(TENSORS)) {
                deviation = Math.max(deviation, maps(tensors));
            }
        }
        checks.add(Check.of("slide.gaussian", deviation, GAUSSIAN_ALLOWED, "Gaussian weights, the largest being 1"));
        return checks;
    }

    static Size3 size(JsonNode extents) {
        return new Size3(
                extents.get(0).asInt(), extents.get(1).asInt(), extents.get(2).asInt());
    }

    private static Check steps(JsonNode cases) {
        int different = 0;
        for (JsonNode one : cases) {
            WindowGrid grid = WindowGrid.of(
                    size(one.get("image")),
                    size(one.get("patch")),
                    one.get("step").asDouble());
            List<List<Integer>> ours = List.of(grid.depth(), grid.height(), grid.width());
            for (int axis = 0; axis < ours.size(); axis++) {
                List<Integer> theirs = new ArrayList<>();
                one.get("steps").get(axis).forEach(start -> theirs.add(start.asInt()));
                different += theirs.equals(ours.get(axis)) ? 0 : 1;
            }
        }
        return Check.of("slide.steps", different, 0, "axes with other window starts, of " + cases.size() + " cases");
    }

    private static double profiles(JsonNode profiles) {
        double deviation = 0;
        for (Map.Entry<String, JsonNode> one : profiles.properties()) {
            Size3 patch = size(one.getKey());
            GaussianMap map = new GaussianMap(patch);
            int z = patch.depth() / 2;
            int y = patch.height() / 2;
            int x = patch.width() / 2;
            float[][] ours = {new float[patch.depth()], new float[patch.height()], new float[patch.width()]};
            for (int i = 0; i < patch.depth(); i++) {
                ours[0][i] = map.weight(i, y, x);
            }
            for (int i = 0; i < patch.height(); i++) {
                ours[1][i] = map.weight(z, i, x);
            }
            for (int i = 0; i < patch.width(); i++) {
                ours[2][i] = map.weight(z, y, i);
            }
            for (int axis = 0; axis < ours.length; axis++) {
                JsonNode theirs = one.getValue().get("axis" + axis);
                for (int i = 0; i < ours[axis].length; i++) {
                    deviation = Math.max(deviation, Math.abs(theirs.get(i).asDouble() - ours[axis][i]));
                }
            }
        }
        return deviation;
    }

    private static double maps(SafetensorsFile tensors) {
        double deviation = 0;
        for (String tensor : tensors.names()) {
            if (tensor.startsWith(GAUSSIAN)) {
                GaussianMap map = new GaussianMap(size(tensor.substring(GAUSSIAN.length())));
                deviation = Math.max(deviation, Deviation.max(tensors.floats(tensor), map.toArray()));
            }
        }
        return deviation;
    }

    /** From {@code 32x64x64}. */
    private static Size3 size(String text) {
        String[] extents = text.split("x");
        return new Size3(Integer.parseInt(extents[0]), Integer.parseInt(extents[1]), Integer.parseInt(extents[2]));
    }
}
