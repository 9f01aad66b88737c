package org.e2enet.sparse;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.sparse.kernel.Finish;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.kernel.KernelFamily;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.Schedule;
import org.e2enet.sparse.run.Team;

/** The packed plan: kernels in order, each followed by the finish of what it wrote. Immutable. */
record Steps(List<Step> steps) {
    /**
     * @param finish null for operations that write the caller's arrays
     * @param firstHead runs when more heads are asked for
     */
    record Step(Operation operation, Kernel kernel, Finish finish, int firstHead) {
        int partials() {
            return finish == null ? 0 : finish.partials();
        }
    }

    static Steps of(Schedule schedule, KernelFamily family) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < schedule.operations().size(); i++) {
            Operation operation = schedule.operations().get(i);
            Kernel kernel = family.kernel(operation);
            List<TensorBuffer> buffers = operation.writes().toList();
            Finish finish = buffers.isEmpty()
                    ? null
                    : new Finish(buffers, operation.norm().orElse(null), kernel.partialRows());
            steps.add(new Step(operation, kernel, finish, schedule.firstHead()[i]));
        }
        return new Steps(List.copyOf(steps));
    }

    int scratchFloats() {
        return steps.stream()
                .mapToInt(step -> step.kernel().scratchFloats())
                .max()
                .orElse(0);
    }

    int partials() {
        return steps.stream().mapToInt(Step::partials).max().orElse(0);
    }

    void run(Team team, Workspace workspace, int heads, ForwardListener listener) {
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.firstHead() >= heads) {
                continue;
            }
            if (listener.isCancelled() || Thread.currentThread().isInterrupted()) {
                throw SparseFaults.cancelled();
            }
            long start = System.nanoTime();
            team.run(step.kernel(), workspace);
            if (step.finish() != null) {
                team.run(step.finish(), workspace);
            }
            listener.onLayer(i, System.nanoTime() - start);
        }
    }

    List<LayerInfo> layers() {
        return steps.stream()
                .map(step -> LayerCosts.of(step.operation(), step.kernel()))
                .toList();
    }
}
