package org.e2enet.metrics.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows of cells under headings, in the forms people paste: CSV (RFC 4180), Markdown, LaTeX with booktabs. */
record TextTable(String caption, List<String> headings, List<List<String>> rows) {
    static final String CSV = "text/csv";
    static final String MARKDOWN = "text/markdown";
    static final String LATEX = "application/x-latex";

    /** What is undefined; in CSV an empty cell. */
    private static final String NOTHING = "–";

    /** A figure with so many digits; null is undefined. */
    static String figure(Double value, int digits) {
        return value == null ? null : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** Cells may be null, so no immutable list. */
    static List<String> cells(Object... values) {
        List<String> cells = new ArrayList<>();
        for (Object value : values) {
            cells.add(value == null ? null : String.valueOf(value));
        }
        return cells;
    }

    String as(String mediaType) {
        return switch (mediaType) {
            case CSV -> csv();
            case MARKDOWN -> markdown();
            case LATEX -> latex();
            default -> throw new IllegalArgumentException(mediaType);
        };
    }

    private String csv() {
        return line(headings, TextTable::quoted, ",")
                + rows.stream().map(row -> line(row, TextTable::quoted, ",")).collect(Collectors.joining());
    }

    private static String quoted(String cell) {
        if (cell == null) {
            return "";
        }
        return cell.matches("(?s).*[\",\\n\\r].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    private String markdown() {
        Function<String, String> escape = cell -> cell == null ? NOTHING : cell.replace("|", "\\|");
        String rule = "|" + headings.stream().map(heading -> "---|").collect(Collectors.joining()) + "\n";
        return "| " + line(headings, escape, " | ").stripTrailing() + " |\n" + rule
                + rows.stream()
                        .map(row -> "| " + line(row, escape, " | ").stripTrailing() + " |\n")
                        .collect(Collectors.joining());
    }

    private String latex() {
        String columns = "l" + "r".repeat(headings.size() - 1);
        return "\\begin{table}\n\\caption{" + tex(caption) + "}\n\\begin{tabular}{" + columns + "}\n\\toprule\n"
                + texLine(headings) + "\\midrule\n"
                + rows.stream().map(TextTable::texLine).collect(Collectors.joining())
                + "\\bottomrule\n\\end{tabular}\n\\end{table}\n";
    }

    private static String texLine(List<String> cells) {
        return line(cells, TextTable::tex, " & ").stripTrailing() + " \\\\\n";
    }

    private static String tex(String text) {
        if (text == null) {
            return "--";
        }
        StringBuilder escaped = new StringBuilder();
        for (char letter : text.toCharArray()) {
            escaped.append(
                    switch (letter) {
                        case '&', '%', '$', '#', '_', '{', '}' -> "\\" + letter;
                        case '~' -> "\\textasciitilde{}";
                        case '^' -> "\\textasciicircum{}";
                        case '\\' -> "\\textbackslash{}";
                        default -> String.valueOf(letter);
                    });
        }
        return escaped.toString();
    }

    private static String line(List<String> cells, Function<String, String> form, String between) {
        return cells.stream().map(form).collect(Collectors.joining(between)) + "\n";
    }
}
