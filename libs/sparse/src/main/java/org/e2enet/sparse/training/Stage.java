package org.e2enet.sparse.training;

import java.util.List;
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
 */
record Stage(Operation operation, Kernel kernel, Phase finish) {
    static Stage of(Operation operation, KernelFamily family) {
        Kernel kernel = family.kernel(operation);
        return new Stage(operation, kernel, finish(operation, kernel));
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

    void run(Team team, Workspace workspace) {
        team.run(kernel, workspace);
        if (finish != null) {
            team.run(finish, workspace);
        }
    }
}
