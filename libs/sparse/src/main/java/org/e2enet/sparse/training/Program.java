package org.e2enet.sparse.training;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.e2enet.network.training.GradientScope;
import org.e2enet.sparse.kernel.KernelFamily;
import org.e2enet.sparse.kernel.Phase;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.MirroredWeights;
import org.e2enet.sparse.plan.Operation;
import org.e2enet.sparse.plan.TrainingOperation;
import org.e2enet.sparse.plan.TrainingSchedule;
import org.e2enet.sparse.run.Team;

/** The stages of one sample's way forth and back, for one topology. */
final class Program {
    private final List<Stage> forward = new ArrayList<>();
    private final List<Stage> heads = new ArrayList<>();
    private final List<Stage> backward = new ArrayList<>();
    private final List<MirroredWeights> mirrored;
    private final KernelFamily family;
    private final Phase refresh;
    private final Packing packing;

    /** As {@link #backward}, with the gradients of inactive kernels; made when first wanted. */
    private List<Stage> backwardOfAll;

    private final int[] scratchFloats = new int[GradientScope.values().length];

    Program(TrainingSchedule schedule, KernelFamily family) {
        this.family = family;
        mirrored = schedule.mirrored();
        // Kernels are packed from mirrored weights, too.
        mirrored.forEach(MirroredWeights::refresh);
        schedule.forward().forEach(operation -> add(forward, operation, StepPart.FORWARD));
        schedule.heads().forEach(operation -> add(heads, operation, StepPart.LOSS));
        schedule.backward().forEach(operation -> add(backward, operation, Stage.partOfWayBack(operation)));
        refresh = new EachOf(mirrored.size()) {
            @Override
            public void run(int task, Workspace workspace, float[] scratch) {
                mirrored.get(task).refresh();
            }
        };
        packing = Packing.of(Stream.concat(forward.stream(), backward.stream()).toList());
    }

    private void add(List<Stage> to, Operation operation, StepPart part) {
        to.add(Stage.of(operation, part, stageCount(), family));
    }

    int stageCount() {
        return forward.size() + heads.size() + backward.size();
    }

    /** The stages in the order of their indices. */
    List<StepWork> work() {
        return stages().map(Stage::work).toList();
    }

    private abstract static class EachOf implements Phase {
        private final int count;

        EachOf(int count) {
            this.count = count;
        }

        @Override
        public int tasks() {
            return count;
        }
    }

    /** What a thread needs for steps of a scope. */
    int scratchFloats(GradientScope scope) {
        if (scratchFloats[scope.ordinal()] == 0) {
            Stream<Stage> more = scope == GradientScope.ALL ? backwardOfAll().stream() : Stream.empty();
            scratchFloats[scope.ordinal()] = Stream.concat(stages(), more)
                    .mapToInt(stage -> stage.kernel().scratchFloats())
                    .max()
                    .orElse(0);
        }
        return scratchFloats[scope.ordinal()];
    }

    int partials() {
        return stages().mapToInt(Stage::partials).max().orElse(0);
    }

    private Stream<Stage> stages() {
        return Stream.of(forward, heads, backward).flatMap(List::stream);
    }

    /** Takes over weights that have changed. */
    void refresh(Team team, Workspace workspace) {
        team.run(refresh, workspace);
        team.run(packing, workspace);
    }

    void forward(Team team, Workspace workspace, StepListener listener) {
        for (int i = 0; i < forward.size(); i++) {
            forward.get(i).run(team, workspace, listener);
        }
    }

    /** @param adds whether the sample's sums count, which they do once */
    void heads(Team team, Workspace workspace, boolean adds, StepListener listener) {
        for (int i = 0; i < heads.size(); i++) {
            Stage stage = heads.get(i);
            stage.run(team, workspace, listener);
            if (adds) {
                TrainingOperation.Softmax head = (TrainingOperation.Softmax) stage.operation();
                head.loss().addSample(workspace.partials(), stage.kernel().partialRows());
            }
        }
    }

    void backward(Team team, Workspace workspace, GradientScope scope, StepListener listener) {
        List<Stage> stages = scope == GradientScope.ALL ? backwardOfAll() : backward;
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).run(team, workspace, listener);
        }
    }

    private List<Stage> backwardOfAll() {
        if (backwardOfAll == null) {
            backwardOfAll = backward.stream()
                    .map(stage -> stage.operation() instanceof TrainingOperation.WeightGradient gradient
                            ? Stage.of(gradient.withActive(everyPair(gradient)), stage.part(), stage.index(), family)
                            : stage)
                    .toList();
        }
        return backwardOfAll;
    }

    private static BitSet everyPair(TrainingOperation.WeightGradient gradient) {
        BitSet all = new BitSet();
        all.set(0, gradient.outputs().size() * gradient.inputs().size());
        return all;
    }
}
