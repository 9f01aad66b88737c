package org.e2enet.standalone.training;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.Event;
import org.e2enet.contract.Topic;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.standalone.client.DeadLetterWatch;
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

    /** @throws org.e2enet.faults.FaultException the fold's when one fails, CLI-209 when train-service puts a request aside */
    List<Outcome> follow(List<TrainingRequested> requests) throws InterruptedException {
        session.events().catchUp();
        try (DeadLetterWatch aside = session.deadLetters(Topic.TRAINING_REQUESTED)) {
            for (TrainingRequested request : requests) {
                session.sender().send(request);
            }
            for (TrainingRequested request : requests) {
                follow(request, aside);
            }
        }
        // The last fold's end decides something about the models of all.
        session.events().catchUp();
        return requests.stream().map(this::outcome).toList();
    }

    private void follow(TrainingRequested request, DeadLetterWatch aside) {
        TrainingView view = new TrainingView(console, request.recipe());
        console.say("Fold %d of run %s".formatted(request.fold(), request.runId()));
        Runnable alive = () -> {
            session.requireHealthy();
            aside.requireNone(request.key());
        };
        await(CheckpointPublished.class, event -> isFinalOf(request, event), view, request, alive);
        // The model comes first, its validation after: a stack that ended between them would leave the fold half done.
        await(TrainingProgressed.class, event -> isEndOf(request, event), view, request, alive);
        CheckpointPublished model = latest(request);
        console.say("Model %s: %s".formatted(model.modelId(), model.scores()));
    }

    private Outcome outcome(TrainingRequested request) {
        CheckpointPublished model = latest(request);
        return new Outcome(request.runId(), request.fold(), model.modelId(), model.scores());
    }

    private CheckpointPublished latest(TrainingRequested request) {
        return session.events().seen(CheckpointPublished.class).stream()
                .filter(event -> isFinalOf(request, event))
                .toList()
                .getLast();
    }

    private <T extends Event> void await(
            Class<T> kind, Predicate<T> wanted, TrainingView view, TrainingRequested request, Runnable alive) {
        session.events().await(kind, wanted, TIMEOUT, event -> show(view, request, event), alive);
    }

    private static boolean isFinalOf(TrainingRequested request, CheckpointPublished model) {
        return model.runId().equals(request.runId())
                && model.fold() == request.fold()
                && model.kind() == CheckpointPublished.Kind.FINAL;
    }

    private static boolean isEndOf(TrainingRequested request, TrainingProgressed progress) {
        return progress.runId().equals(request.runId())
                && progress.fold() == request.fold()
                && progress.state() == TrainingProgressed.State.FINISHED;
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
