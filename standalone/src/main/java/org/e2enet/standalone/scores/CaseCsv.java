package org.e2enet.standalone.scores;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.e2enet.standalone.scores.ScoreDocument.ClassLine;

/** A row for each class of each case; what is not defined is empty. */
final class CaseCsv {
    private CaseCsv() {}

    static String of(FolderScores scores) {
        List<String> lines = new ArrayList<>();
        lines.add("case,label,truth_mm3,prediction_mm3,dice,nsd,tolerance_mm,hd_mm,hd95_mm");
        scores.cases().forEach(each -> each.score().classes().forEach(line -> lines.add(row(each.name(), line))));
        return String.join("\n", lines) + "\n";
    }

    private static String row(String name, ClassLine line) {
        return Stream.of(
                        quoted(name),
                        line.label(),
                        line.volumeTruthMm3(),
                        line.volumePredictionMm3(),
                        cell(line.dice()),
                        cell(line.nsd()),
                        line.toleranceMm(),
                        cell(line.hdMm()),
                        cell(line.hd95Mm()))
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }

    private static String cell(Double figure) {
        return figure == null ? "" : figure.toString();
    }

    private static String quoted(String name) {
        return name.matches(".*[\",\\n\\r].*") ? '"' + name.replace("\"", "\"\"") + '"' : name;
    }
}
