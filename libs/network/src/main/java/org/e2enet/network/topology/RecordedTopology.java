package org.e2enet.network.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.e2enet.contract.MasksEvolved;
import org.e2enet.contract.ObjectRef;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/**
 * The masks of one fold over its whole training, as its {@link MasksEvolved} events tell them: those of the start and every
 * update after it. Later snapshots are not started from, but held against what the updates give. Not thread safe.
 *
 * <p>Faults: EVT-201 an event is not there, EVT-202 a snapshot differs from the replay, EVT-203 an iteration that the events do
 * not reach; NET-402 and NET-403 when updates do not fit each other.
 */
public final class RecordedTopology {
    private static final int SHOWN = 5;

    private final String where;
    private final Function<ObjectRef, Topology> snapshots;
    private final List<MasksEvolved> updates = new ArrayList<>();
    private final List<MasksEvolved> withSnapshot = new ArrayList<>();
    private int reached;

    /**
     * Masks at an iteration.
     *
     * @param updates how many were made so far
     * @param updateIteration the step after which the last of them was made; 0 before the first
     * @param exploration connections that were active from the start to here
     */
    public record Replayed(
            int iteration, int updates, int updateIteration, Topology topology, Exploration exploration) {}

    /**
     * @param recorded events of this fold in the order of the topic; one may be there more than once
     * @param snapshots reads masks out of the store
     */
    public RecordedTopology(
            String runId, int fold, List<MasksEvolved> recorded, Function<ObjectRef, Topology> snapshots) {
        this.where = runId + "/" + fold;
        this.snapshots = snapshots;
        for (MasksEvolved event : recorded) {
            reached = event.announcesStart() ? event.iteration() : Math.max(reached, event.iteration());
            if (event.announcesStart()) {
                updates.removeIf(lost -> lost.update() > event.update());
                withSnapshot.removeIf(lost -> lost.update() > event.update());
            } else {
                updates.add(event);
            }
            if (event.snapshot() != null) {
                withSnapshot.add(event);
            }
        }
    }

    /** The last iteration an event speaks of; after a crash the one from where training goes on. */
    public int latestIteration() {
        return reached;
    }

    /**
     * Masks after a step and the update that may follow it.
     *
     * @throws FaultException EVT-201 when an update up to there is not recorded, EVT-203 when the topic does not tell whether the
     *     run got there
     */
    public Replayed at(int iteration) {
        int until = Math.max(reached, interval() * (lastUpdate() + 1) - 1);
        if (iteration < 0 || iteration > until) {
            throw fault(
                    "EVT-203",
                    "iteration " + iteration + " is asked for, the topic tells of 0 to " + until,
                    "Ask for one of these, or wait until the run has got there.");
        }
        return at(iteration, 0);
    }

    /**
     * The same for an iteration that the run is known to have reached.
     *
     * @param updatesMade how many updates it had made by then, as far as known: so many must be recorded
     */
    public Replayed at(int iteration, int updatesMade) {
        requireAll(Math.max(updatesMade, Math.min(iteration / interval(), lastUpdate())));
        List<MasksEvolved> span =
                updates.stream().filter(event -> event.iteration() <= iteration).toList();
        Topology start = start();
        List<Topology> passed = new ArrayList<>();
        Topology topology = TopologyReplay.at(
                start, 0, span.stream().map(TopologyUpdate::of).toList(), iteration, passed::add);
        Exploration exploration = new Exploration(start);
        requireSnapshots(0, start);
        for (int update = 1; update <= passed.size(); update++) {
            exploration = exploration.with(passed.get(update - 1));
            requireSnapshots(update, passed.get(update - 1));
        }
        int updateIteration =
                span.stream().mapToInt(MasksEvolved::iteration).max().orElse(0);
        return new Replayed(iteration, passed.size(), updateIteration, topology, exploration);
    }

    private Topology start() {
        return withSnapshot.stream()
                .filter(event -> event.update() == 0)
                .findFirst()
                .map(event -> snapshots.apply(event.snapshot()))
                .orElseThrow(() -> lacks("the start"));
    }

    private int lastUpdate() {
        return updates.stream().mapToInt(MasksEvolved::update).max().orElse(0);
    }

    /** Steps from one update to the next, always the same (ΔT); 1 where no update tells it. */
    private int interval() {
        return updates.stream()
                .findFirst()
                .map(event -> event.iteration() / event.update())
                .orElse(1);
    }

    private void requireAll(int last) {
        Set<Integer> missing = new TreeSet<>();
        IntStream.rangeClosed(1, last).forEach(missing::add);
        updates.forEach(event -> missing.remove(event.update()));
        if (!missing.isEmpty()) {
            String numbers = missing.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
            throw lacks(missing.size() + " of " + last + " updates: number " + numbers
                    + (missing.size() > SHOWN ? " and on" : ""));
        }
    }

    private void requireSnapshots(int update, Topology replayed) {
        for (MasksEvolved event : withSnapshot) {
            if (event.update() == update) {
                Set<String> differing = replayed.differingFrom(snapshots.apply(event.snapshot()));
                if (!differing.isEmpty()) {
                    throw fault(
                            "EVT-202",
                            "the snapshot after update " + update + " differs from the updates in " + differing,
                            "Records of two runs under one id, or a changed store: train under an id of its own.");
                }
            }
        }
    }

    private FaultException lacks(String what) {
        return fault(
                "EVT-201",
                "the topic lacks " + what,
                "Nothing of this topic may expire; train again for a record without gaps.");
    }

    private FaultException fault(String code, String what, String mend) {
        return new Fault(code, what, "masks.evolved of " + where, mend).exception();
    }
}
