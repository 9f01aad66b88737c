package org.e2enet.sparse.training;

import java.util.List;
import org.e2enet.sparse.LayerCosts;
import org.e2enet.sparse.kernel.Finish;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.kernel.KernelFamily;
import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.TrainingOperation;
import org.e2enet.sparse.run.Team;

/**
 * An operation with its packed kernel.
 *
 * @param finish what follows the kernel, or null
 * @param index by which a {@link StepListener} knows it
 */
record Stage(Operation operation, Kernel kernel, Phase finish, StepPart part, int index) {
    static Stage of(Operation operation, StepPart part, int index, KernelFamily family) {
        Kernel kernel = family.kernel(operation);
        return new Stage(operation, kernel, finish(operation, kernel), part, index);
    }

    static StepPart partOfWayBack(Operation operation) {
        return switch (operation) {
            case TrainingOperation.WeightGradient _ -> StepPart.WEIGHT_GRADIENT;
            case TrainingOperation.Gradient _ -> StepPart.NORM;
            case TrainingOperation.LossGradient _ -> StepPart.LOSS;
            case Operation _ -> StepPart.INPUT_GRADIENT;
        };
    }

    StepWork work() {
        return new StepWork(part, LayerCosts.of(operation, kernel));
    }

    private static Phase finish(Operation operation, Kernel kernel) {
        return switch (operation) {
            case TrainingOperation.LossGradient gradient -> new Finish(List.of(gradient.probabilities()), null, 1);
            case TrainingOperation.StridedBack back -> new Finish(List.of(back.output()), null, 1);
            case TrainingOperation _ -> kernel.finish();
            case Operation _ ->
                new Finish(operation.writes().toList(), operation.norm().orElse(null), kernel.partialRows());
        };
    }

    /** Partial sums that its tasks leave. */
    int partials() {
        if (operation instanceof TrainingOperation.Softmax softmax) {
            return kernel.partialRows() * softmax.loss().partialsPerRow();
        }
        return finish instanceof Finish sums ? sums.partials() : 0;
    }

    void run(Team team, Workspace workspace, StepListener listener) {
        long start = System.nanoTime();
        team.run(kernel, workspace);
        if (finish != null) {
            team.run(finish, workspace);
        }
        listener.onWork(index, System.nanoTime() - start);
    }
}
