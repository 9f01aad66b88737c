package org.e2enet.standalone.training;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2enet.client.IngestClient;
import org.e2enet.client.ScanState;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.EngineChoice;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.TrainingStart;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.models.PlanFile;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code e2enet train}. */
@Command(
        name = "train",
        description =
                "Requests training on a data set and follows it. Uses the stack that is up, else one for the time of "
                        + "the call. A run that was interrupted goes on from its last checkpoint.",
        footer = {
            "",
            "Example:",
            "  ./e2enet train --dataset brain --plan plan.json --recipe recipe.json --promote brain",
            "  ./e2enet train --dataset brain-mr --from brain --topology fixed --recipe recipe.json"
        })
public final class TrainCommand implements Callable<Integer> {
    private static final DateTimeFormatter RUN_NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private StackOptions stackOptions;

    @Option(
            names = "--engine",
            paramLabel = "auto|sparse|torch",
            description =
                    "What makes the steps (default: as the service is set; auto takes the faster one, sparse on most CPUs).")
    private EngineChoice engine;

    @ArgGroup(multiplicity = "1", exclusive = true)
    private What what;

    private static final class What {
        @ArgGroup(exclusive = false)
        private Fresh fresh;

        @Option(
                names = "--resume",
                paramLabel = "RUN",
                description = "Request an earlier run's unfinished folds again.")
        private String resume;
    }

    private static final class Fresh {
        @Option(names = "--dataset", paramLabel = "NAME", required = true, description = "Data set to learn from.")
        private String dataset;

        @Option(
                names = "--plan",
                paramLabel = "FILE",
                description =
                        "Plan of the network, JSON (default with --from: that model's, with the data set's classes).")
        private Path plan;

        @Option(names = "--recipe", paramLabel = "FILE", description = "Recipe, JSON (default: the paper's).")
        private Path recipe;

        @Option(
                names = "--folds",
                paramLabel = "N",
                split = ",",
                description = "Folds of a 5-fold cross-validation (default: one model on all scans).")
        private List<Integer> folds;

        @ArgGroup(exclusive = false)
        private Start start;

        @Option(
                names = "--promote",
                paramLabel = "ALIAS",
                description = "Alias the final model gets; five folds get it together.")
        private String promote;
    }

    private static final class Start {
        @Option(
                names = "--from",
                paramLabel = "MODEL",
                required = true,
                description = "Start from this model instead of random weights: id or alias.")
        private String model;

        @Option(
                names = "--topology",
                paramLabel = "fixed|evolving",
                description = "Whether its masks stay (default) or evolve on.")
        private TrainingStart.Topology topology = TrainingStart.Topology.FIXED;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (what.fresh != null && what.fresh.plan == null && what.fresh.start == null) {
            throw new ParameterException(
                    spec.commandLine(), "--plan is missing; it may be left out where --from names a model");
        }
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            List<TrainingRequested> requests =
                    what.resume == null ? fresh(session) : FoldPlan.again(session.train(), what.resume);
            output.console()
                    .result(new FollowedRun(session.train(), session::requireHealthy, output.console())
                            .follow(requests.stream().map(this::onEngine).toList()));
        }
        return ExitCode.OK;
    }

    /** A run that goes on stays with the engine it was asked for unless another is named. */
    private TrainingRequested onEngine(TrainingRequested request) {
        return engine == null ? request : request.withEngine(engine);
    }

    private List<TrainingRequested> fresh(StackSession session) throws InterruptedException {
        Fresh fresh = what.fresh;
        Optional<CheckpointPublished> model = fresh.start == null
                ? Optional.empty()
                : Optional.of(session.infer().model(fresh.start.model));
        IngestClient ingest = session.ingest();
        List<ScanState> scans = FoldPlan.trainingScans(ingest, fresh.dataset);
        Plan plan = fresh.plan == null
                ? StartPlan.of(model.orElseThrow(), ingest, fresh.dataset)
                : PlanFile.read(Inputs.file(spec, fresh.plan), Plan.class);
        model.ifPresent(from -> plan.requireStart(from.plan()));
        Recipe recipe =
                fresh.recipe == null ? Recipe.paper(0) : PlanFile.read(Inputs.file(spec, fresh.recipe), Recipe.class);
        TrainingStart start = model.map(from -> new TrainingStart(from.modelId(), fresh.start.topology))
                .orElse(null);
        String runId = fresh.dataset + "-" + RUN_NAME.format(Instant.now());
        output.console().say("Run %s: %d labelled scans of %s".formatted(runId, scans.size(), fresh.dataset));
        return new FoldPlan(runId, fresh.dataset, scans, plan, recipe, fresh.promote, start).requests(fresh.folds);
    }
}
