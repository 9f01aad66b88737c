package org.e2enet.network.training;

import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.graph.Graph;

/** Something that can train models: {@code torch} or {@code sparse}. Thread-safe. */
public interface TrainingEngine {
    /** The name configuration and provenance use. */
    String name();

    /**
     * A trainer that goes on from a state.
     *
     * @param patch that every batch has
     */
    Trainer trainer(Graph graph, TrainingState state, Size3 patch, Recipe recipe, ClipNorm clipNorm);

    /**
     * Refuses what cannot fit into memory, before any is taken: a process that needs more than there is would be ended by the
     * system, come back with the redelivered record and be ended again.
     *
     * @param plan with a patch
     * @throws org.e2enet.faults.FaultException when a step needs more memory than this machine, container or process may take
     */
    void requireMemory(Plan plan, Recipe recipe);

    /** What a trainer holds of the Java heap for as long as it lives, known before it is made; rather more than less. */
    long heapBytes(Plan plan, Recipe recipe);
}
