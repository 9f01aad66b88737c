package org.e2enet.sparse.training;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.Workspace;

/** Kernels take over weights that have changed, part by part. */
record Packing(List<Part> parts) implements Phase {
    private record Part(Kernel kernel, int task) {}

    static Packing of(List<Stage> stages) {
        List<Part> parts = new ArrayList<>();
        for (Stage stage : stages) {
            for (int task = 0; task < stage.kernel().packingTasks(); task++) {
                parts.add(new Part(stage.kernel(), task));
            }
        }
        return new Packing(List.copyOf(parts));
    }

    @Override
    public int tasks() {
        return parts.size();
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        Part part = parts.get(task);
        part.kernel().repack(part.task(), scratch);
    }
}
