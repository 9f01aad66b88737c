package org.e2enet.standalone.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.events.CheckpointPublished;
import org.e2enet.events.Event;
import org.e2enet.events.TrainingProgressed;
import org.e2enet.events.TrainingRequested;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.stack.StackSession;

/** Requests on their way to models, fold after fold. Not thread safe. */
final class FollowedRun {
    private static final Duration TIMEOUT = Duration.ofDays(365);

    private final StackSession session;
    private final Console console;

    FollowedRun(StackSession session, Console console) {
        this.session = session;
        this.console = console;
    }

    /** A finished fold. */
    record Outcome(String runId, int fold, String modelId, java.util.Map<String, Double> scores) {}

    List<Outcome> follow(List<TrainingRequested> requests) throws InterruptedException {
        session.events().catchUp();
        for (TrainingRequested request : requests) {
            session.sender().send(request);
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (TrainingRequested request : requests) {
            TrainingView view = new TrainingView(console, request.recipe());
            console.say("Fold %d of run %s".formatted(request.fold(), request.runId()));
            CheckpointPublished model = session.events()
                    .await(
                            CheckpointPublished.class,
                            event -> event.runId().equals(request.runId())
                                    && event.fold() == request.fold()
                                    && event.kind() == CheckpointPublished.Kind.FINAL,
                            TIMEOUT,
                            event -> show(view, request, event),
                            session::requireHealthy);
            console.say("Model %s: %s".formatted(model.modelId(), model.scores()));
            outcomes.add(new Outcome(request.runId(), request.fold(), model.modelId(), model.scores()));
        }
        return outcomes;
    }

    private static void show(TrainingView view, TrainingRequested request, Event event) {
        if (event instanceof TrainingProgressed progress
                && progress.runId().equals(request.runId())
                && progress.fold() == request.fold()
                && progress.fault() != null) {
            throw progress.fault().exception();
        }
        view.show(event);
    }
}
