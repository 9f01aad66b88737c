package org.e2enet.standalone.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2enet.client.TrainClient;
import org.e2enet.client.Waiting;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.Fault;
import org.e2enet.standalone.console.Console;

/** Requests on their way to models, fold after fold; each fold's end is its own. Not thread safe. */
public final class FollowedRun {
    /** A run of 1000 epochs may take weeks; who waits longer asks again with --resume. */
    private static final Duration TIMEOUT = Duration.ofDays(100);

    private final TrainClient train;
    private final Waiting waiting;
    private final Console console;

    /** @param alive throws when waiting has no sense any more */
    public FollowedRun(TrainClient train, Runnable alive, Console console) {
        this.train = train;
        this.waiting = new Waiting(TIMEOUT, alive);
        this.console = console;
    }

    /** A finished fold. */
    record Outcome(String runId, int fold, String modelId, Map<String, Double> scores) {}

    /** @throws org.e2enet.faults.FaultException the first one of a fold that fails, when the others have ended */
    List<Outcome> follow(List<TrainingRequested> requests) throws InterruptedException {
        for (TrainingRequested request : requests) {
            train.request(request);
        }
        List<Fault> faults = new ArrayList<>();
        for (TrainingRequested request : requests) {
            TrainingView view = new TrainingView(console, request.recipe());
            console.say("Fold %d of run %s".formatted(request.fold(), request.runId()));
            Optional<Fault> fault = awaitEnd(request, view);
            fault.ifPresent(why -> console.say("Fold %d failed: %s".formatted(request.fold(), why.message())));
            fault.ifPresent(faults::add);
        }
        if (!faults.isEmpty()) {
            throw faults.getFirst().exception();
        }
        // Asked now: the last fold's end decides something about the models of all.
        List<Outcome> outcomes = new ArrayList<>();
        for (TrainingRequested request : requests) {
            CheckpointPublished model = train.model(request.runId(), request.fold());
            console.say("Model %s: %s".formatted(model.modelId(), model.scores()));
            outcomes.add(new Outcome(request.runId(), request.fold(), model.modelId(), model.scores()));
        }
        return outcomes;
    }

    /** Follows one fold to its end. @return why it failed, if so */
    public Optional<Fault> awaitEnd(TrainingRequested request, TrainingView view) throws InterruptedException {
        try (view) {
            TrainingProgressed end = waiting.until("end of the training", request.key(), () -> {
                // Before the history: an end that is told is then in it.
                Optional<TrainingProgressed> now = progress(request);
                view.show(train.history(request.runId(), request.fold()));
                now.ifPresent(view::show);
                return now.filter(fold -> fold.state() != TrainingProgressed.State.RUNNING);
            });
            return end.state() == TrainingProgressed.State.CANCELLED
                    ? Optional.of(stopped(request.runId()))
                    : Optional.ofNullable(end.fault());
        }
    }

    private Optional<TrainingProgressed> progress(TrainingRequested request) throws InterruptedException {
        return train.progress(request.runId()).stream()
                .filter(fold -> fold.fold() == request.fold())
                .findFirst();
    }

    private static Fault stopped(String runId) {
        return new Fault("CLI-704", "the run was stopped", runId, "Train under another run id to begin again.");
    }
}
