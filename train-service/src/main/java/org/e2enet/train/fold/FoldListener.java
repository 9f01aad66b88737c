package org.e2enet.train.fold;

import org.e2enet.catalogue.FoldDocument;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.TrainingProgressed;
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

    private TrainingProgressed progress;
    private ObjectRef state;

    FoldListener(TrainingRequested request, FoldDocument document, FoldOutlets outlets, int snapshotEveryUpdates) {
        this.request = request;
        this.outlets = outlets;
        this.snapshotEveryUpdates = snapshotEveryUpdates;
        this.progress = document.progress();
        this.state = document.state();
        this.meters = outlets.meters().begin(request, progress.iteration());
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
        progress = Progress.of(request, report);
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
        state = outlets.checkpoints().replace(request, progress, reached, state);
        switch (kind) {
            case INTERIM -> {}
            case BEST -> outlets.models().publishBest(request, reached, progress);
            case FINAL -> outlets.models().publishFinal(request, reached, progress);
        }
    }

    void finished() {
        TrainingProgressed end = Progress.ended(progress, null);
        outlets.folds().update(request, end, state);
        outlets.events().send(end);
    }

    /** The document keeps the last state; where it cannot be written, for a full disk say, it still has that and the event tells. */
    void failed(Fault fault) {
        TrainingProgressed end = Progress.ended(progress, fault);
        try {
            outlets.folds().update(request, end, state);
        } catch (FaultException unwritten) {
            LOG.warnf("Fold %s: %s", request.key(), unwritten.fault().message());
        }
        outlets.events().send(end);
    }

    /** Ends what the metrics show of this fold. */
    @Override
    public void close() {
        meters.close();
    }
}
