package org.e2enet.standalone.training;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.e2enet.events.TrainingRequested;
import org.e2enet.network.plan.Plan;
import org.e2enet.network.recipe.Recipe;
import org.e2enet.standalone.console.Inputs;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.models.PlanFile;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackOptions;
import org.e2enet.standalone.stack.StackSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            "  ./e2enet train --dataset brain --plan plan.json --recipe recipe.json --promote brain"
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

        @Option(names = "--plan", paramLabel = "FILE", required = true, description = "Plan of the network, JSON.")
        private Path plan;

        @Option(names = "--recipe", paramLabel = "FILE", description = "Recipe, JSON (default: the paper's).")
        private Path recipe;

        @Option(
                names = "--folds",
                paramLabel = "N",
                split = ",",
                description = "Folds of a 5-fold cross-validation (default: one model on all scans).")
        private List<Integer> folds;

        @Option(
                names = "--promote",
                paramLabel = "ALIAS",
                description = "Alias the final model gets; five folds get it together.")
        private String promote;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (StackSession session = StackSession.open(stackOptions.folder(), Map.of(), output.console())) {
            List<TrainingRequested> requests =
                    what.resume == null ? fresh(session) : FoldPlan.again(session.events(), what.resume);
            output.console().result(new FollowedRun(session, output.console()).follow(requests));
        }
        return ExitCode.OK;
    }

    private List<TrainingRequested> fresh(StackSession session) throws InterruptedException {
        Fresh fresh = what.fresh;
        Plan plan = PlanFile.read(Inputs.file(spec, fresh.plan), Plan.class);
        Recipe recipe =
                fresh.recipe == null ? Recipe.paper(0) : PlanFile.read(Inputs.file(spec, fresh.recipe), Recipe.class);
        String runId = fresh.dataset + "-" + RUN_NAME.format(Instant.now());
        List<String> scanIds = FoldPlan.trainingScans(session.client(ServiceKind.INGEST), fresh.dataset);
        output.console().say("Run %s: %d labelled scans of %s".formatted(runId, scanIds.size(), fresh.dataset));
        return new FoldPlan(runId, fresh.dataset, scanIds, plan, recipe, fresh.promote).requests(fresh.folds);
    }
}
