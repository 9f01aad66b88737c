package org.e2enet.standalone.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2enet.benchmarks.scoring.PythonPeer;
import org.e2enet.benchmarks.scoring.ScoringBenchmark;
import org.e2enet.contract.Size3;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code e2enet bench scoring}: Dice, NSD and Hausdorff distances of one case. */
@Command(
        name = "scoring",
        description =
                "Times Dice, NSD, HD and HD95 of a made-up case, beside DeepMind's surface-distance where it is there.",
        footer = {
            "",
            "Example:",
            "  ./e2enet bench scoring --size 128,128,128 --classes 15",
            "  ./e2enet bench scoring --size 200,512,512 --peer FOLDER-WITH-surface_distance"
        })
public final class ScoringBenchCommand implements Callable<Integer> {
    private static final long SEED = 14;
    private static final int MOST_CLASSES = 32_767;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--size",
            paramLabel = "D,H,W",
            split = ",",
            defaultValue = "128,128,128",
            description = "Voxels (default: ${DEFAULT-VALUE}).")
    private List<Integer> size;

    @Option(names = "--classes", paramLabel = "N", defaultValue = "15", description = "Default: ${DEFAULT-VALUE}.")
    private int classes;

    @Option(names = "--repeats", paramLabel = "N", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int repeats;

    @Option(
            names = "--peer",
            paramLabel = "DIR",
            description = "Folder of the Python package surface_distance; wants python3 with SciPy.")
    private Path peer;

    /**
     * The answer.
     *
     * @param peer null where it was not asked for or is not there
     * @param ratio its seconds over ours
     */
    record Comparison(ScoringBenchmark.Result own, PythonPeer.Answer peer, Double ratio) {}

    @Override
    public Integer call() throws InterruptedException {
        Size3 extent = Inputs.size3(spec, "--size", size);
        if (classes < 1 || classes > MOST_CLASSES || repeats < 1) {
            throw new ParameterException(spec.commandLine(), "--classes, --repeats: at least 1 is wanted");
        }
        ScoringBenchmark cases = new ScoringBenchmark(size, classes, SEED);
        ScoringBenchmark.Result own = cases.run(repeats);
        Optional<PythonPeer.Answer> other = peer == null ? Optional.empty() : new PythonPeer(peer).run(cases, classes);
        Double ratio =
                other.map(answer -> answer.seconds() / own.medianSeconds()).orElse(null);
        output.console().result(new Comparison(own, other.orElse(null), ratio));
        output.console()
                .say("%s, %d classes: %.3f s (median of %d), Dice %.6f, NSD %.6f, %d MiB beside both label maps"
                        .formatted(
                                extent,
                                classes,
                                own.medianSeconds(),
                                repeats,
                                own.meanDice(),
                                own.meanNsd(),
                                own.addedMiB()));
        other.ifPresent(answer -> output.console()
                .say("surface-distance: %.3f s, Dice %.6f, NSD %.6f: %.1f times ours"
                        .formatted(answer.seconds(), answer.meanDice(), answer.meanNsd(), ratio)));
        if (peer != null && other.isEmpty()) {
            output.console()
                    .say("surface-distance did not run: python3 with SciPy and the package in --peer are needed");
        }
        return ExitCode.OK;
    }
}
