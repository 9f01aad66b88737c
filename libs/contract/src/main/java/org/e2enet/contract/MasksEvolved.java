package org.e2enet.contract;

import java.util.List;

/**
 * One topology update of a run: enough to replay the topology of any iteration from the topic alone, starting at a snapshot.
 *
 * @param update 1, 2, …; 0 announces the start topology (nothing dropped or grown, with a snapshot)
 * @param iteration after whose step the update took place
 * @param dropFraction r(t)
 * @param tensors every masked tensor, in the graph's order
 * @param directions every fusion node's connections by direction (Fig. 6)
 * @param exploredShare share of all maskable connections that have ever been active
 * @param snapshot all masks after this update (safetensors, U8), or null
 */
public record MasksEvolved(
        String runId,
        int fold,
        int update,
        int iteration,
        double dropFraction,
        List<TensorEvolution> tensors,
        List<DirectionShares> directions,
        double exploredShare,
        ObjectRef snapshot)
        implements Event {
    public MasksEvolved {
        Check.name(runId, "runId");
        Check.atLeast(fold, 0, "fold");
        Check.atLeast(update, 0, "update");
        Check.atLeast(iteration, 0, "iteration");
        Check.within(dropFraction, 0, 1, "dropFraction");
        tensors = Check.list(tensors);
        directions = Check.list(directions);
        Check.within(exploredShare, 0, 1, "exploredShare");
    }

    /**
     * Whether a process tells from where it starts or goes on, with all masks and without a change. Updates of a higher
     * number that were recorded before it were lost with the process before.
     */
    public boolean announcesStart() {
        return tensors.isEmpty() && dropFraction == 0 && snapshot != null;
    }

    /** Connections dropped over all tensors; as many were grown. */
    public long dropped() {
        return tensors.stream()
                .mapToLong(tensor -> tensor.update().dropped().size())
                .sum();
    }

    @Override
    public String key() {
        return runId;
    }

    @Override
    public String toString() {
        return "MasksEvolved[" + runId + "/" + fold + ", update " + update + "]";
    }
}
