package org.e2enet.standalone.scores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.e2enet.files.AtomicFiles;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.scoring.evaluation.AbsentClassPolicy;
import org.e2enet.scoring.evaluation.CaseScorer;
import org.e2enet.scoring.evaluation.LabelGrid;
import org.e2enet.scoring.evaluation.Region;
import org.e2enet.scoring.evaluation.ScoringRules;
import org.e2enet.scoring.surface.HausdorffVariant;
import org.e2enet.scoring.surface.NsdVariant;
import org.e2enet.standalone.console.Console;
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

/** {@code e2enet score}: one prediction against its truth, or all of a folder. */
@Command(
        name = "score",
        description = "Scores segmentations against the truth: Dice, NSD, HD and HD95 per class.",
        footer = {
            "",
            "Example:",
            "  ./e2enet score --truth truth.nii.gz --prediction prediction.nii.gz --tolerance-mm 2,1=0.5",
            "  ./e2enet score --truth truth.nii.gz --prediction prediction.nii.gz --regions whole=1+2+3,core=1+3",
            "  ./e2enet score --truth labelsTs --prediction out --csv cases.csv --summary summary.json"
        })
public final class ScoreCommand implements Callable<Integer> {
    private final ScanReader reader = new ScanReader(ReadLimits.SINGLE_CHANNEL);

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--truth",
            paramLabel = "FILE|DIR",
            required = true,
            description = "True labels: a NIfTI file, or a folder of them.")
    private Path truth;

    @Option(
            names = "--prediction",
            paramLabel = "FILE|DIR",
            required = true,
            description = "The same for predictions, on the same grids.")
    private Path prediction;

    @Option(
            names = "--labels",
            paramLabel = "N",
            split = ",",
            description = "Classes to score (default: all that occur in either file).")
    private List<Integer> labels;

    @Option(
            names = "--regions",
            paramLabel = "NAME=N+N",
            split = ",",
            description = "Classes to score as one structure besides; not part of the means.")
    private List<String> regions = List.of();

    @Option(
            names = "--tolerance-mm",
            paramLabel = "MM|LABEL=MM",
            split = ",",
            description = "NSD tolerance for all classes, or of single ones (default: 1).")
    private List<String> tolerances = List.of();

    @Option(
            names = "--nsd",
            paramLabel = "VARIANT",
            defaultValue = NsdVariant.DEFAULT,
            description = "surfel or boundary-voxels.")
    private String nsd;

    @Option(
            names = "--hd",
            paramLabel = "VARIANT",
            defaultValue = HausdorffVariant.DEFAULT,
            description = "surfel-weighted, directed-max or pooled.")
    private String hd;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            defaultValue = AbsentClassPolicy.DEFAULT,
            description = "What absent classes score: absent-in-both-undefined, absent-in-both-perfect or "
                    + "absent-in-truth-undefined.")
    private String policy;

    @Option(names = "--csv", paramLabel = "FILE", description = "Of folders: a row for each class of each case.")
    private Path csv;

    @Option(names = "--summary", paramLabel = "FILE", description = "Of folders: nnU-Net's summary.json.")
    private Path summary;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Of folders: cases at once (default: processors, at most 4).")
    private Integer threads;

    @Override
    public Integer call() {
        ScoringRules wanted = Inputs.value(spec, "--labels, --tolerance-mm, --nsd, --hd, --policy", this::rules);
        return Files.isDirectory(truth) && Files.isDirectory(prediction) ? folders(wanted) : files(wanted);
    }

    private int folders(ScoringRules wanted) {
        if (!regions.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--regions is for single files");
        }
        if (threads != null && threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads: at least 1 is wanted, got " + threads);
        }
        Path csvFile = csv == null ? null : Inputs.target(spec, "--csv", csv);
        Path summaryFile = summary == null ? null : Inputs.target(spec, "--summary", summary);
        int atOnce = threads == null ? FolderScoring.atOnce() : threads;
        FolderScores scores = new FolderScoring(
                        file -> reader.readLabels(file, file.getFileName().toString()), atOnce)
                .score(CasePairs.of(truth, prediction), wanted);
        if (csvFile != null) {
            write(csvFile, CaseCsv.of(scores).getBytes(StandardCharsets.UTF_8));
        }
        if (summaryFile != null) {
            write(summaryFile, SummaryJson.text(scores));
        }
        output.console().result(scores);
        if (!output.console().isJson()) {
            FolderTable.print(scores, output.console());
        }
        return scores.isWhole() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void write(Path file, byte[] content) {
        try {
            AtomicFiles.replace(file, out -> out.write(content));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private int files(ScoringRules wanted) {
        if (csv != null || summary != null || threads != null) {
            throw new ParameterException(spec.commandLine(), "--csv, --summary and --threads are for two folders");
        }
        List<Region> wantedRegions = regions.stream().map(this::region).toList();
        LabelVolume trueLabels = reader.readLabels(Inputs.file(spec, truth), "--truth");
        LabelVolume predicted = reader.readLabels(Inputs.file(spec, prediction), "--prediction");
        trueLabels.geometry().requireSameGrid(predicted.geometry(), "--prediction");
        ScoringRules rules = labels == null ? wanted.forLabels(occurring(trueLabels, predicted)) : wanted;
        LabelGrid trueGrid = LabelGrid.of(trueLabels);
        LabelGrid predictedGrid = LabelGrid.of(predicted);
        ScoreDocument document = ScoreDocument.of(
                new CaseScorer(rules).score(trueGrid, predictedGrid),
                wantedRegions.stream()
                        .map(region ->
                                ScoreDocument.RegionLine.of(region, region.score(trueGrid, predictedGrid, rules)))
                        .toList());
        output.console().result(document);
        if (!output.console().isJson()) {
            print(document, output.console());
        }
        return ExitCode.OK;
    }

    private Region region(String text) {
        String[] parts = text.split("=", 2);
        if (parts.length != 2 || parts[0].isBlank()) {
            throw new ParameterException(spec.commandLine(), "--regions: NAME=N+N is wanted, got '" + text + "'");
        }
        List<Integer> parted = Arrays.stream(parts[1].split("\\+"))
                .map(label -> Inputs.integer(spec, "--regions", label))
                .toList();
        return Inputs.value(spec, "--regions", () -> new Region(parts[0], parted));
    }

    /** Without classes where the volumes are to name them. */
    private ScoringRules rules() {
        double forAll = ScoringRules.DEFAULT_TOLERANCE_MM;
        Map<Integer, Double> single = new TreeMap<>();
        for (String tolerance : tolerances) {
            String[] parts = tolerance.split("=", 2);
            double millimetres = Inputs.number(spec, "--tolerance-mm", parts[parts.length - 1]);
            if (parts.length == 1) {
                forAll = millimetres;
            } else {
                single.put(Inputs.integer(spec, "--tolerance-mm", parts[0]), millimetres);
            }
        }
        return new ScoringRules(
                labels == null ? List.of() : labels,
                forAll,
                single,
                NsdVariant.named(nsd),
                HausdorffVariant.named(hd),
                AbsentClassPolicy.named(policy));
    }

    private static List<Integer> occurring(LabelVolume trueLabels, LabelVolume predicted) {
        TreeSet<Integer> found = new TreeSet<>();
        for (LabelVolume volume : List.of(trueLabels, predicted)) {
            long[] counts = volume.voxelsPerLabel();
            for (int label = 1; label < counts.length; label++) {
                if (counts[label] > 0) {
                    found.add(label);
                }
            }
        }
        return List.copyOf(found);
    }

    private static void print(ScoreDocument document, Console console) {
        Table table = new Table("label", "truth ml", "prediction ml", "Dice", "NSD", "HD mm", "HD95 mm");
        for (ScoreDocument.ClassLine line : document.classes()) {
            table.row(
                    line.label(),
                    "%.2f".formatted(line.volumeTruthMm3() / 1e3),
                    "%.2f".formatted(line.volumePredictionMm3() / 1e3),
                    figure(line.dice(), 4),
                    figure(line.nsd(), 4),
                    figure(line.hdMm(), 2),
                    figure(line.hd95Mm(), 2));
        }
        for (ScoreDocument.RegionLine line : document.regions()) {
            table.row(
                    line.name(),
                    "%.2f".formatted(line.volumeTruthMm3() / 1e3),
                    "%.2f".formatted(line.volumePredictionMm3() / 1e3),
                    figure(line.dice(), 4),
                    figure(line.nsd(), 4),
                    figure(line.hdMm(), 2),
                    figure(line.hd95Mm(), 2));
        }
        console.say(table.toString());
        console.say("mean Dice %s, mean NSD %s over %d of %d classes (NSD %s, HD %s, %s)"
                .formatted(
                        figure(document.meanDice(), 4),
                        figure(document.meanNsd(), 4),
                        document.definedClasses(),
                        document.classes().size(),
                        document.nsd(),
                        document.hd(),
                        document.policy()));
    }

    static String figure(Double value, int digits) {
        return value == null ? "-" : ("%." + digits + "f").formatted(value);
    }
}
