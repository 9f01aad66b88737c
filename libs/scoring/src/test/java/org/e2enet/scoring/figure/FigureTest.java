package org.e2enet.scoring.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.e2enet.faults.FaultException;
import org.e2enet.scoring.figure.ConvergenceFigure.Curve;
import org.e2enet.scoring.figure.ConvergenceFigure.Point;
import org.e2enet.scoring.paper.PublishedTable;
import org.e2enet.scoring.paper.PublishedTables;
import org.e2enet.scoring.statistics.Friedman;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FigureTest {
    @TempDir
    private Path directory;

    @Test
    void shouldDrawTheSweepOfTable1() throws Exception {
        PublishedTable table = PublishedTables.find("table1").orElseThrow();

        Figure figure = SweepFigure.of(table.title(), table.methods());

        check(figure, "sweep", table.methods().stream().map(each -> each.name()).toList());
    }

    @Test
    void shouldDrawHowFoldsConverged() throws Exception {
        Curve first = new Curve(
                "sparse fold 0",
                List.of(new Point(1, 0.2), new Point(2, 0.5), new Point(4, 0.75)),
                List.of(1.0, 2.0, 3.0));
        Curve second = new Curve("dense fold 0", List.of(new Point(1, 0.3), new Point(4, 0.7)), List.of());
        Curve nothing = new Curve("begun fold 1", List.of(), List.of());

        Figure figure = ConvergenceFigure.of("Convergence", List.of(first, second, nothing));

        check(figure, "convergence", List.of("sparse fold 0: 0.750", "dense fold 0: 0.700"));
        assertEquals(
                3,
                figure.marks().stream()
                        .filter(mark -> mark instanceof Figure.Stroke stroke && stroke.x1() == stroke.x2())
                        .count(),
                "a tick for each update");
        assertEquals(
                "SCO-132",
                assertThrows(FaultException.class, () -> ConvergenceFigure.of("none", List.of(nothing)))
                        .fault()
                        .code());
    }

    @Test
    void shouldDrawRanksWithTheirCriticalDifference() throws Exception {
        PublishedTable table = PublishedTables.find("table10").orElseThrow();
        double[][] byClass = new double[table.classes().size()][table.rows().size()];
        for (int label = 0; label < byClass.length; label++) {
            for (int method = 0; method < byClass[label].length; method++) {
                byClass[label][method] =
                        table.rows().get(method).classDicePercent().get(label);
            }
        }
        List<String> methods =
                table.rows().stream().map(PublishedTable.Row::method).toList();

        Figure figure = CriticalDifferenceFigure.of("Ranks over 15 classes", Friedman.test(methods, byClass, 0.05));

        check(figure, "ranks", methods);
        assertTrue(figure.svg().contains("CD "));
    }

    @Test
    void shouldEscapeNames() throws Exception {
        Figure figure = CriticalDifferenceFigure.of(
                "<&\">", Friedman.test(List.of("a<b>", "c&d"), new double[][] {{1, 2}, {3, 4}}, 0.05));

        assertEquals(
                "<&\">", parsed(figure).getElementsByTagName("title").item(0).getTextContent());
    }

    private void check(Figure figure, String name, List<String> words) throws Exception {
        String text = parsed(figure).getDocumentElement().getTextContent();
        words.forEach(word -> assertTrue(text.contains(word), word));
        for (Figure.Mark mark : figure.marks()) {
            boolean inside =
                    switch (mark) {
                        case Figure.Stroke s ->
                            s.x1() >= 0 && s.x2() <= figure.width() && s.y1() >= 0 && s.y2() <= figure.height();
                        case Figure.Word w -> w.x() >= 0 && w.x() <= figure.width() && w.y() <= figure.height();
                    };
            assertTrue(inside, mark::toString);
        }
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(figure.png()));
        assertEquals(2 * figure.width(), image.getWidth());
        boolean inked = false;
        for (int x = 0; x < image.getWidth() && !inked; x++) {
            inked = (image.getRGB(x, image.getHeight() / 2) & 0xFFFFFF) != 0xFFFFFF;
        }
        assertTrue(inked, "something is drawn");
        keep(figure, name);
    }

    private void keep(Figure figure, String name) throws IOException {
        Path folder = Path.of("target");
        Files.write((Files.isDirectory(folder) ? folder : directory).resolve(name + ".png"), figure.png());
    }

    private static Document parsed(Figure figure) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(figure.svg())));
    }
}
