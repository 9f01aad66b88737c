package org.e2enet.standalone.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Rows under headings in columns as wide as their longest cell, drawn by picocli; numbers to the right. Not thread safe. */
public final class Table {
    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row of as many cells as there are headings. */
    public Table row(Object... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells under " + rows.getFirst().size() + " headings");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        int[] widths = IntStream.range(0, columns).map(this::width).toArray();
        TextTable table = TextTable.forColumns(
                Help.defaultColorScheme(Ansi.OFF),
                IntStream.range(0, columns)
                        .mapToObj(column -> column(widths[column], column == 0 ? 0 : GAP))
                        .toArray(Column[]::new));
        boolean[] numeric = new boolean[columns];
        IntStream.range(0, columns).forEach(column -> numeric[column] = isNumeric(column));
        for (List<String> row : rows) {
            table.addRowValues(IntStream.range(0, columns)
                    .mapToObj(column -> numeric[column]
                            ? plain(" ".repeat(widths[column] - row.get(column).length()) + row.get(column))
                            : plain(row.get(column)))
                    .toArray(Text[]::new));
        }
        String lines = table.toString();
        return lines.substring(0, lines.length() - System.lineSeparator().length());
    }

    private static Column column(int width, int gap) {
        return new Column(width + gap, gap, Overflow.TRUNCATE);
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private boolean isNumeric(int column) {
        return rows.stream().skip(1).map(row -> row.get(column)).allMatch(cell -> cell.matches("[-+]?[0-9.,]+ ?%?|-|"));
    }

    /** A cell says what it says: picocli would take "@|" as the beginning of its own markup. */
    private static Text plain(String cell) {
        Text text = Ansi.OFF.new Text("");
        for (String part : cell.split("(?<=@)(?=\\|)", -1)) {
            text = text.concat(Ansi.OFF.new Text(part));
        }
        return text;
    }
}
