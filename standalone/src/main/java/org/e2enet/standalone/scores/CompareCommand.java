package org.e2enet.standalone.scores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2enet.faults.Fault;
import org.e2enet.files.AtomicFiles;
import org.e2enet.scoring.figure.Figure;
import org.e2enet.scoring.figure.SweepFigure;
import org.e2enet.scoring.paper.PublishedTable;
import org.e2enet.scoring.paper.PublishedTables;
import org.e2enet.scoring.tradeoff.Alphas;
import org.e2enet.scoring.tradeoff.Method;
import org.e2enet.scoring.tradeoff.TradeOff;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code e2enet compare}: PT scores of a table of figures, of the paper's, or of both together; or folders of predictions. */
@Command(
        name = "compare",
        description =
                "Weighs accuracy against cost (PT score, Eq. 7) for the models in a table; or compares models by what"
                        + " they predicted: means with intervals, Wilcoxon with Holm's correction, Friedman, class by"
                        + " class. Exit status 1 where a case is not compared.",
        footer = {
            "",
            "Example:",
            "  ./e2enet compare --file table1.json --alpha2 0.25",
            "  ./e2enet compare --paper table1 --file own.json --sweep sweep.svg",
            "  ./e2enet compare --truth labelsTs --prediction ours=out-a --prediction theirs=out-b"
        })
public final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--file",
            paramLabel = "TABLE.json",
            description =
                    "{\"dataset\": …, \"models\": [{\"name\": …, \"mDicePercent\": …, \"paramsM\": …, \"flopsG\": …}]}")
    private Path file;

    @Option(
            names = "--paper",
            paramLabel = "TABLE",
            description = "Figures of the paper: table1, table2, table5, table6, table7, table8, table10 or table11.")
    private String paper;

    @Option(
            names = "--alpha1",
            defaultValue = "" + Alphas.PAPER_ALPHA1,
            description = "Weight of accuracy (default: ${DEFAULT-VALUE}).")
    private double alpha1;

    @Option(
            names = "--alpha2",
            defaultValue = "" + Alphas.PAPER_ALPHA2,
            description = "Weight of each cost (default: ${DEFAULT-VALUE}).")
    private double alpha2;

    @Option(
            names = "--sweep",
            paramLabel = "FILE.svg|FILE.png",
            description = "Draws PT scores under a sweep of weights, as in Fig. 8.")
    private Path sweep;

    @Option(names = "--truth", paramLabel = "DIR", description = "True labels of the cases that --prediction are of.")
    private Path truth;

    @Option(
            names = "--prediction",
            paramLabel = "MODEL=DIR",
            description = "Predictions of a model, named as their truths; at least two models.")
    private Map<String, Path> predictions = new LinkedHashMap<>();

    /** The answer; figures that are not given are null. */
    record Comparison(
            double alpha1, double alpha2, List<String> comparisonSet, List<TradeOff.Score> models, List<Row> rows) {}

    /**
     * A model's figures beside each other.
     *
     * @param printed PT score in the paper
     * @param note what the reader should know of the row
     */
    record Row(
            String name,
            Double mDicePercent,
            Double paramsM,
            Double flopsG,
            Double pt,
            String printed,
            Double mNsdPercent,
            String note) {}

    @Override
    public Integer call() {
        if (truth != null || !predictions.isEmpty()) {
            return folders();
        }
        if (file == null && paper == null) {
            throw new ParameterException(spec.commandLine(), "give --file, --paper or both");
        }
        Alphas alphas = Inputs.value(spec, "--alpha1, --alpha2", () -> new Alphas(alpha1, alpha2));
        Optional<PublishedTable> published = Optional.ofNullable(paper).map(CompareCommand::published);
        Optional<FiguresFile> own = Optional.ofNullable(file).map(each -> FiguresFile.read(Inputs.file(spec, each)));
        Path target = sweep == null ? null : Inputs.target(spec, "--sweep", sweep);
        List<Method> methods =
                new ArrayList<>(published.map(PublishedTable::methods).orElse(List.of()));
        own.ifPresent(figures -> figures.models().forEach(each -> methods.add(each.method())));
        // Table 6 prints no costs: its figures are shown, and there is nothing to weigh.
        TradeOff tradeOff = methods.isEmpty() && published.isPresent() ? null : TradeOff.within(methods, alphas);
        List<Row> rows = new ArrayList<>();
        published.ifPresent(table -> table.rows().forEach(row -> rows.add(row(table, row, tradeOff))));
        own.ifPresent(figures -> figures.models().forEach(entry -> rows.add(row(entry, tradeOff))));
        output.console()
                .result(new Comparison(
                        alpha1,
                        alpha2,
                        tradeOff == null ? List.of() : tradeOff.comparisonSet(),
                        tradeOff == null ? List.of() : tradeOff.scores(),
                        rows));
        if (!output.console().isJson()) {
            print(published, own, rows, tradeOff);
        }
        if (target != null && tradeOff != null) {
            draw(target, SweepFigure.of(published.map(PublishedTable::title).orElse("PT scores"), methods));
        }
        return ExitCode.OK;
    }

    private Integer folders() {
        if (file != null || paper != null || sweep != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--truth and --prediction compare folders: without --file, --paper and --sweep");
        }
        if (truth == null || !FolderModels.isFolder(truth) || predictions.size() < 2) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--truth: a folder is wanted, and --prediction MODEL=DIR of two models at least");
        }
        predictions.forEach((model, folder) -> {
            if (!FolderModels.isFolder(folder)) {
                throw new ParameterException(spec.commandLine(), "--prediction: no folder at " + folder);
            }
        });
        FolderComparison comparison = new FolderModels(truth).compare(predictions);
        output.console().result(comparison);
        if (!output.console().isJson()) {
            FolderModels.print(comparison, output.console());
        }
        return comparison.isWhole() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static PublishedTable published(String name) {
        return PublishedTables.find(name).orElseThrow(() -> new Fault(
                        "CLI-312",
                        "no such table: '" + name + "'",
                        "--paper",
                        "Choose one of " + PublishedTables.names() + ".")
                .exception());
    }

    private static Row row(PublishedTable table, PublishedTable.Row row, TradeOff tradeOff) {
        Double otherwise = table.printedOtherwise().get(row.method());
        return new Row(
                row.method(),
                row.mDicePercent(),
                row.paramsM(),
                row.flopsG(),
                row.comparable().isEmpty() || tradeOff == null ? null : (Double) tradeOff.pt(row.method()),
                row.pt(),
                row.mNsdPercent(),
                otherwise == null ? null : "Eq. (7) gives " + otherwise + ", printed " + row.pt());
    }

    private static Row row(FiguresFile.Entry entry, TradeOff tradeOff) {
        return new Row(
                entry.name(),
                entry.mDicePercent(),
                entry.paramsM(),
                entry.flopsG(),
                tradeOff.pt(entry.name()),
                null,
                entry.mNsdPercent(),
                null);
    }

    private void print(
            Optional<PublishedTable> published, Optional<FiguresFile> own, List<Row> rows, TradeOff tradeOff) {
        published.ifPresent(table -> output.console().say(table.title()));
        Table table = new Table("model", "mDice %", "params M", "FLOPs G", "PT", "printed", "mNSD %");
        for (Row row : rows) {
            table.row(
                    row.name(),
                    figure(row.mDicePercent(), 2),
                    figure(row.paramsM(), 2),
                    figure(row.flopsG(), 2),
                    figure(row.pt(), 3),
                    row.printed() == null ? "-" : row.printed(),
                    figure(row.mNsdPercent(), 1));
        }
        output.console().say(table.toString());
        rows.stream().filter(row -> row.note() != null).forEach(row -> output.console()
                .say(row.name() + ": " + row.note()));
        published.map(PublishedTable::note).ifPresent(output.console()::say);
        if (tradeOff != null) {
            output.console()
                    .say("PT = %s * mDice/%.2f + %s * (%.2f/params + %.2f/FLOPs), within these %d models%s"
                            .formatted(
                                    plain(alpha1),
                                    tradeOff.mDiceMax(),
                                    plain(alpha2),
                                    tradeOff.paramsMin(),
                                    tradeOff.flopsMin(),
                                    tradeOff.comparisonSet().size(),
                                    own.map(FiguresFile::dataset)
                                            .or(() -> published.map(PublishedTable::dataset))
                                            .map(name -> " on " + name)
                                            .orElse("")));
        }
        published.ifPresent(each -> output.console().say("Source: " + each.source()));
    }

    private static void draw(Path target, Figure figure) {
        byte[] content = target.toString().toLowerCase(Locale.ROOT).endsWith(".png")
                ? figure.png()
                : figure.svg().getBytes(StandardCharsets.UTF_8);
        try {
            AtomicFiles.replace(target, out -> out.write(content));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String figure(Double value, int digits) {
        return ScoreCommand.figure(value, digits);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
