package org.e2enet.standalone.scores;

import static org.e2enet.standalone.scores.ScoreCommand.figure;

import java.util.List;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.Table;

/** {@code score} of folders for people: a line per case, a line per class, and what is not in the means. */
final class FolderTable {
    private FolderTable() {}

    static void print(FolderScores scores, Console console) {
        Table cases = new Table("case", "Dice", "NSD", "classes");
        scores.cases()
                .forEach(each -> cases.row(
                        each.name(),
                        figure(each.score().meanDice(), 4),
                        figure(each.score().meanNsd(), 4),
                        each.score().definedClasses()));
        console.say(cases.toString());
        Table classes = new Table("label", "Dice", "NSD", "HD95 mm", "cases");
        scores.classes()
                .forEach(each -> classes.row(
                        each.label(),
                        figure(each.dice(), 4),
                        figure(each.nsd(), 4),
                        figure(each.hd95Mm(), 2),
                        each.diceCases()));
        console.say(classes.toString());
        console.say("mean Dice %s over %d cases, mean NSD %s over %d"
                .formatted(
                        figure(scores.meanDice(), 4),
                        scores.diceCases(),
                        figure(scores.meanNsd(), 4),
                        scores.nsdCases()));
        missing(scores.withoutPrediction(), "without a prediction", console);
        missing(scores.withoutTruth(), "without a truth", console);
        scores.failed().forEach(each -> console.say("not scored: " + each.name() + ": " + each.message()));
    }

    private static void missing(List<String> names, String what, Console console) {
        if (!names.isEmpty()) {
            console.say("not scored, %s: %s".formatted(what, String.join(", ", names)));
        }
    }
}
