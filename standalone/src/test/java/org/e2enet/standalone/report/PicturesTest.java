package org.e2enet.standalone.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PicturesTest {
    private static final Path OUT = Path.of("target", "pictures");

    @ParameterizedTest
    @EnumSource(Theme.class)
    void shouldDrawHistoryWithTopologyUpdatesMarked(Theme theme) throws IOException {
        BufferedImage image = HistoryChart.draw(Examples.history(), theme);

        save(image, theme.fileName("history"));
        assertTrue(count(image, theme.topologyUpdate().getRGB()) > 500, "no update lines");
        assertTrue(count(image, theme.loss().getRGB()) > 500, "no loss curve");
        assertTrue(count(image, theme.dice().getRGB()) > 500, "no Dice curve");
    }

    @Test
    void shouldDrawHistoryOfOneEpochWithoutDice() {
        TrainingHistory history =
                new TrainingHistory(List.of(new TrainingHistory.Epoch(1, 1.5, Double.NaN)), List.of());

        BufferedImage image = HistoryChart.draw(history, Theme.LIGHT);

        assertTrue(count(image, Theme.LIGHT.loss().getRGB()) > 10, "no loss point");
        assertEquals(0, count(image, Theme.LIGHT.topologyUpdate().getRGB()) / 200);
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void shouldDrawBarsInProportionToDirections(Theme theme) throws IOException {
        BufferedImage image = DirectionChart.draw(Examples.nodes(), theme);

        save(image, theme.fileName("directions"));
        assertTrue(count(image, theme.forward().getRGB())
                > count(image, theme.downward().getRGB()));
        assertTrue(count(image, theme.downward().getRGB()) > 500, "no downward bars");
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void shouldDrawTruthAndPredictionAsOutlines(Theme theme) throws IOException {
        BufferedImage image = SlicePicture.draw(Examples.ball(), List.of("ball"), theme);

        save(image, theme.fileName("slices"));
        assertTrue(count(image, Theme.ofClass(1).getRGB()) > 500, "no prediction outline");
        assertTrue(count(image, 0xffffffff) > 100, "no truth outline");
    }

    private static long count(BufferedImage image, int colour) {
        return IntStream.of(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .filter(pixel -> pixel == colour)
                .count();
    }

    private static void save(BufferedImage image, String name) throws IOException {
        Files.createDirectories(OUT);
        assertTrue(ImageIO.write(image, "png", OUT.resolve(name).toFile()));
    }
}
