package org.e2enet.standalone.demo;

import java.nio.file.Path;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.report.DemoReport;

/** The last lines of a demo. */
final class DemoSummary {
    private final Console console;

    DemoSummary(Console console) {
        this.console = console;
    }

    void show(DemoReport report, Path out) {
        Table table = new Table("region", "Dice", "NSD", "HD95 mm");
        for (DemoReport.ClassFigures figures : report.classes()) {
            table.row(figures.name(), figure(figures.dice(), 3), figure(figures.nsd(), 3), figure(figures.hd95Mm(), 1));
        }
        console.say("");
        console.say(table.toString());
        console.say("");
        console.say("Mean Dice on the held-out scan: %.3f".formatted(report.meanDice()));
        report.otherGrids()
                .forEach(grid -> console.say("Mean Dice on the same scan with voxels of %s mm: %.3f"
                        .formatted(grid.voxelMm(), grid.meanDice())));
        if (!report.flagged().isEmpty()) {
            Table flags = new Table("the held-out scan", "flags");
            report.flagged().forEach(each -> flags.row(each.scan(), each.words()));
            console.say(flags.toString());
        }
        console.say("Model: %.3f M active parameters of %.3f M, %.2f GFLOPs per patch (paper's count)"
                .formatted(
                        report.model().paramsActive() / 1e6,
                        report.model().paramsTotal() / 1e6,
                        report.model().flopsPaper() / 1e9));
        console.say("Time: %.0f s in all, %.0f s of it training, %.1f s inference"
                .formatted(
                        report.seconds().total(),
                        report.seconds().training(),
                        report.seconds().inference()));
        console.say("Go on with this model: ./e2enet predict SCAN.nii.gz --model demo --data " + out.resolve("stack")
                + " --out results");
        console.say("Report: " + out.resolve("report.html").toAbsolutePath().normalize() + " (open it in a browser)");
    }

    private static String figure(Double value, int digits) {
        return value == null ? "-" : ("%." + digits + "f").formatted(value);
    }
}
