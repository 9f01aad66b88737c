package org.e2enet.sparse.kernel;

import org.e2enet.sparse.memory.Workspace;

/** Work cut into tasks that may run on any thread in any order: each writes places of its own. */
public interface Phase {
    int tasks();

    /** @param scratch the running thread's own memory */
    void run(int task, Workspace workspace, float[] scratch);
}
