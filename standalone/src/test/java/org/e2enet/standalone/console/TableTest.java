package org.e2enet.standalone.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void shouldMakeColumnsAsWideAsTheirLongestCellAndPutNumbersToTheRight() {
        Table table = new Table("model", "mDice %", "state")
                .row("E2ENet", "90.1", "a long one, whole")
                .row("nnU-Net", "-", "");

        assertEquals(
                lines(
                        "model    mDice %  state", //
                        "E2ENet      90.1  a long one, whole", "nnU-Net        -"),
                table.toString());
    }

    @Test
    void shouldShowWhatIsInACellAsItIs() {
        Table table = new Table("file", "bytes").row("@|red ct|@.nii", "1,024").row("x@|y", "7 %");

        assertEquals(
                lines(
                        "file            bytes", //
                        "@|red ct|@.nii  1,024",
                        "x@|y              7 %"),
                table.toString());
    }

    @Test
    void shouldShowHeadingsAloneWithoutRows() {
        assertEquals("letter  since", new Table("letter", "since").toString());
    }

    @Test
    void shouldWantACellUnderEveryHeading() {
        Table table = new Table("one", "two");

        assertThrows(IllegalArgumentException.class, () -> table.row("alone"));
    }

    private static String lines(String... lines) {
        return String.join(System.lineSeparator(), lines);
    }
}
