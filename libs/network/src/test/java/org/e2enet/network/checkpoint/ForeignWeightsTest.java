package org.e2enet.network.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.e2enet.network.Axis;
import org.e2enet.network.Size3;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.engine.Model;
import org.e2enet.network.plan.Plan;
import org.e2enet.network.plan.Presets;
import org.e2enet.network.plan.ShiftPlan;
import org.e2enet.network.safetensors.SafetensorsFile;
import org.junit.jupiter.api.Test;

/** Weights that the paper's code saved load by name, masks too. */
class ForeignWeightsTest {
    @Test
    void shouldLoadWeightsOfTheReleasedCode() throws IOException {
        Plan plan =
                Presets.e2enet(6, 13, 6, 1, 4, null, 0.8).withShift(new ShiftPlan(Axis.DEPTH, List.of(-1, 0, 1), true));
        for (List<Size3> strides : List.of(strides(new Size3(1, 2, 2)), strides(Size3.cube(2)))) {
            String name = "forward_s" + strides.getFirst().depth() + "22.weights";
            try (SafetensorsFile file =
                    SafetensorsFile.read(getClass().getResourceAsStream("/golden/" + name + ".safetensors"), name)) {
                Model model = ModelTensors.read(file, Architectures.graph(plan.withLevels(plan.channels(), strides)));

                assertEquals(35, model.topology().masks().size());
                assertEquals(
                        file.names().size(),
                        model.graph().parameters().size()
                                + model.topology().masks().size());
            }
        }
    }

    private static List<Size3> strides(Size3 first) {
        return Stream.concat(
                        Stream.of(first), Stream.generate(() -> Size3.cube(2)).limit(4))
                .toList();
    }
}
