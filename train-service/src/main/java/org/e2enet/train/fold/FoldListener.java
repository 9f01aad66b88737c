package org.e2enet.train.fold;

import java.util.List;
import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.ObjectRef;
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

/** Turns what a run tells into documents and events: state before document, document before event. */
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
        this.document = outlets.folds().publish(document.takenUp());
        // A fold that failed runs again.
        this.progress = document.progress().in(State.RUNNING, null);
        this.meters = outlets.meters().begin(request, progress.iteration());
    }

    /** Told with everything from now on: what the fold cannot learn. */
    void lacking(List<Integer> labels) {
        absentLabels = labels;
        progress = progress.lacking(labels);
        if (!labels.isEmpty()) {
            LOG.warnf("Fold %s: no training case shows the labels %s", request.key(), labels);
        }
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
        meters.topology(from.training().topology(), from.exploration().share());
    }

    @Override
    public void epochFinished(EpochReport report) {
        progress = Progress.of(request, report, absentLabels);
        meters.progressed(progress);
        outlets.events().send(progress);
    }

    @Override
    public void topologyUpdated(int number, TopologyUpdate update, Topology topology, double exploredShare) {
        meters.updated(topology, exploredShare);
        boolean withSnapshot = number % snapshotEveryUpdates == 0;
        outlets.events()
                .send(outlets.topologies().update(request, number, update, topology, exploredShare, withSnapshot));
    }

    @Override
    public void checkpoint(CheckpointKind kind, RunState reached) {
        document = outlets.checkpoints().replace(document, progress, reached);
        switch (kind) {
            case INTERIM -> {}
            case BEST -> outlets.models().publishBest(request, reached, progress);
            case FINAL -> {
                outlets.models().publishFinal(request, reached, progress);
                promote();
            }
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
            LOG.warnf("Fold %s: %s", request.key(), unwritten.fault().message());
        }
        outlets.events().send(end);
    }

    /** The service ends, not the fold; that no state was saved on the way is no sign of a crash then. */
    void interrupted() {
        try {
            document = outlets.folds().publish(document.with(progress));
        } catch (FaultException unwritten) {
            LOG.warnf("Fold %s: %s", request.key(), unwritten.fault().message());
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
