package org.e2enet.scoring.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.e2enet.contract.EventJson;
import org.e2enet.faults.FaultException;
import org.e2enet.scoring.tradeoff.Alphas;
import org.e2enet.scoring.tradeoff.Method;
import org.e2enet.scoring.tradeoff.TradeOff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedTableTest {
    static List<String> names() {
        return PublishedTables.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldGiveThePrintedDigitsOfEveryPtScoreButThoseNamed(String name) {
        PublishedTable table = PublishedTables.find(name).orElseThrow();
        assertEquals(name, table.table());
        assertTrue(table.source().contains("E2ENet") && table.source().contains("Table"), table.source());
        assertTrue(table.rows().size() >= 4);

        table.tradeOff(Alphas.PAPER).ifPresent(tradeOff -> {
            for (PublishedTable.Row row : table.rows()) {
                if (row.pt() != null) {
                    check(table, row, tradeOff.pt(row.method()));
                }
            }
        });
    }

    private static void check(PublishedTable table, PublishedTable.Row row, double pt) {
        String rounded = String.format(Locale.ROOT, "%.2f", pt);
        Double named = table.printedOtherwise().get(row.method());
        if (named == null) {
            assertEquals(row.pt(), rounded, table.table() + ", " + row.method());
        } else {
            assertTrue(!row.pt().equals(rounded), row.method() + " is named without need");
            assertEquals(named, pt, 5e-4, row.method());
            assertEquals(Double.parseDouble(row.pt()), pt, 0.0101, row.method());
        }
    }

    @Test
    void shouldNameTheThreeRowsThatThePaperRoundsOtherwise() {
        assertEquals(Set.of("E2ENet (s=0.9)"), otherwise("table1"));
        assertEquals(Set.of(), otherwise("table2"));
        assertEquals(Set.of("nnUNet †"), otherwise("table7"));
        assertEquals(Set.of("nnUNet ‡"), otherwise("table11"));
    }

    private static Set<String> otherwise(String table) {
        return PublishedTables.find(table).orElseThrow().printedOtherwise().keySet();
    }

    @Test
    void shouldHoldClassWiseFiguresWhoseMeanIsTheMeanThatIsPrinted() {
        for (String name : List.of("table2", "table10", "table11")) {
            PublishedTable table = PublishedTables.find(name).orElseThrow();
            for (PublishedTable.Row row : table.rows()) {
                double mean = row.classDicePercent().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow();
                // Means of rounded figures; the largest gap, nnUNet ‡ of Table 11, is the paper's own.
                assertEquals(row.mDicePercent(), mean, 0.37, name + ", " + row.method());
            }
        }
    }

    @Test
    void shouldPutOwnModelsBesideThePapers() {
        PublishedTable table = PublishedTables.find("table1").orElseThrow();
        TradeOff alone = table.tradeOff(Alphas.PAPER).orElseThrow();
        TradeOff together = table.tradeOff(Alphas.PAPER, new Method("own", 91, 3.82, 246.145))
                .orElseThrow();

        assertEquals(2 * 0.5 + 1, together.pt("own"), 1e-12);
        assertTrue(together.pt("CoTr") < alone.pt("CoTr"), "another set, another score");
        assertTrue(
                PublishedTables.find("table6")
                        .orElseThrow()
                        .tradeOff(Alphas.PAPER)
                        .isEmpty(),
                "no costs printed");
        assertTrue(PublishedTables.find("table99").isEmpty());
    }

    @Test
    void shouldRefuseFiguresThatCannotBe() {
        PublishedTable.Row nan = new PublishedTable.Row("m", Double.NaN, null, null, null, null, null, null);
        PublishedTable.Row row = new PublishedTable.Row("m", 1.0, null, null, null, null, null, null);
        PublishedTable.Row odd = new PublishedTable.Row("m", 1.0, null, null, null, null, null, List.of(1.0, 2.0));

        for (List<PublishedTable.Row> rows : List.of(List.of(nan), List.of(row, row), List.of(odd))) {
            assertEquals(
                    "SCO-131",
                    code(() -> new PublishedTable("t", "t", "s", "d", null, List.of("c"), rows, Map.of(), null)));
        }
        String json = "{\"table\":\"t\",\"rows\":[{\"method\":\"m\",\"mDicePercent\":\"NaN\"}]}";
        assertThrows(
                FaultException.class,
                () -> EventJson.read(json.getBytes(StandardCharsets.UTF_8), PublishedTable.class));
    }

    private static String code(org.junit.jupiter.api.function.Executable work) {
        return assertThrows(FaultException.class, work).fault().code();
    }
}
