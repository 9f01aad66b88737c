package org.e2enet.train.fold;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.TrainedBy;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.contract.TrainingProgressed.State;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.topology.TopologyUpdate;
import org.e2enet.train.publish.FoldMeters;
import org.e2enet.training.run.RunListener;
import org.e2enet.training.run.RunState;
import org.jboss.logging.Logger;

/** Turns what a run tells into documents and events: state before document, document before event; a best model before its state. */
final class FoldListener implements RunListener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FoldListener.class);

    private final TrainingRequested request;
    private final FoldOutlets outlets;
    private final int snapshotEveryUpdates;
    private final FoldMeters meters;

    private FoldDocument document;
    private TrainingProgressed progress;
    private List<Integer> absentLabels = List.of();

    FoldListener(TrainingRequested request, FoldDocument document, FoldOutlets outlets, int snapshotEveryUpdates) {
        this.request = request;
        this.outlets = outlets;
        this.snapshotEveryUpdates = snapshotEveryUpdates;
        this.document = outlets.folds().publish(document.takenUp(request));
        this.progress = this.document.progress();
        this.meters = outlets.meters().begin(request, progress.iteration());
    }

    /** Told with everything from now on: what the fold cannot learn. */
    void lacking(List<Integer> labels) {
        absentLabels = labels;
        progress = progress.withAbsentLabels(labels);
        if (!labels.isEmpty()) {
            LOG.warnf("Fold %s: no training case shows the labels %s", request, labels);
        }
    }

    /** Told with everything from now on. */
    void trainedBy(TrainedBy engine) {
        progress = progress.withTrainedBy(engine);
    }

    @Override
    public void started(RunState from) {
        // A resumed process announces where it stands too: readers may have seen updates that were lost with the crash.
        outlets.events()
                .send(outlets.topologies()
                        .start(
                                request,
                                from.updates(),
                                from.iteration(),
                                from.training().topology(),
                                from.exploration().share()));
        outlets.events().send(progress);
        if (from.iteration() > 0) {
            outlets.models().announceBest(request);
        }
        meters.topology(from.training().topology(), from.exploration().share());
    }

    @Override
    public void epochFinished(EpochReport report) {
        progress = Progress.of(request, report, absentLabels, progress.trainedBy());
        meters.progressed(progress);
        outlets.events().send(progress);
    }

    @Override
    public void topologyUpdated(int number, TopologyUpdate update, Topology topology, double exploredShare) {
        meters.updated(topology, exploredShare);
        boolean withSnapshot = number % snapshotEveryUpdates == 0;
        untilTheEnd(() -> outlets.events()
                .send(outlets.topologies().update(request, number, update, topology, exploredShare, withSnapshot)));
    }

    /**
     * A service that ends while the broker is away saves what it has learned all the same: where a fold stands is told again when it
     * goes on.
     */
    private void untilTheEnd(Runnable news) {
        try {
            news.run();
        } catch (CancellationException ending) {
            LOG.infof("Fold %s: the service ends without the broker", request);
        }
    }

    @Override
    public void checkpoint(CheckpointKind kind, RunState reached) {
        if (kind == CheckpointKind.BEST) {
            // Before the state that knows of it: after a crash in between it is published again.
            untilTheEnd(() -> outlets.models().publishBest(request, reached, progress));
        }
        document = outlets.checkpoints().replace(document, progress, reached);
        if (kind == CheckpointKind.FINAL) {
            outlets.models().publishFinal(request, reached, progress);
            promote();
        }
    }

    /** Lets the alias mean what the run has come to, if the request says so. */
    void promote() {
        document = outlets.promotions().promote(document);
    }

    void finished() {
        end(progress.in(State.FINISHED, null));
    }

    /** Nothing goes on from here: the state is of no use any more. */
    void cancelled() {
        ObjectRef state = document.state();
        document = document.reached(progress, null);
        end(progress.in(State.CANCELLED, null));
        if (state != null) {
            outlets.checkpoints().remove(state);
        }
    }

    /** The document keeps the last state; where it cannot be written, for a full disk say, it still has that and the event tells. */
    void failed(Fault fault) {
        TrainingProgressed end = progress.in(State.FAILED, fault);
        try {
            outlets.folds().publish(document.with(end));
        } catch (FaultException unwritten) {
            LOG.warnf("Fold %s: %s", request, unwritten.fault().code());
        }
        outlets.events().send(end);
    }

    /** The service ends, not the fold; that no state was saved on the way is no sign of a crash then. */
    void interrupted() {
        try {
            document = outlets.folds().publish(document.with(progress));
        } catch (FaultException unwritten) {
            LOG.warnf("Fold %s: %s", request, unwritten.fault().code());
        }
    }

    private void end(TrainingProgressed end) {
        document = outlets.folds().publish(document.with(end));
        outlets.events().send(end);
    }

    /** Ends what the metrics show of this fold. */
    @Override
    public void close() {
        meters.close();
    }
}
