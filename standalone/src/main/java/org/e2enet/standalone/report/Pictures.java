package org.e2enet.standalone.report;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.e2enet.network.topology.FusionNode;

/** The demo's three pictures. */
record Pictures(Pair slices, Pair history, Pair directions) {
    /** One picture for light and for dark screens. */
    record Pair(BufferedImage light, BufferedImage dark) {
        static Pair of(Function<Theme, BufferedImage> drawing) {
            return new Pair(drawing.apply(Theme.LIGHT), drawing.apply(Theme.DARK));
        }
    }

    static Pictures draw(SegmentedScan scan, List<String> classNames, TrainingHistory history, List<FusionNode> nodes) {
        return new Pictures(
                Pair.of(theme -> SlicePicture.draw(scan, classNames, theme)),
                Pair.of(theme -> HistoryChart.draw(history, theme)),
                Pair.of(theme -> DirectionChart.draw(nodes, theme)));
    }

    /** The files beside the page, on white paper. */
    Map<String, BufferedImage> files() {
        return Map.of(
                "slices.png", slices.light(),
                "training.png", history.light(),
                "connections.png", directions.light());
    }
}
