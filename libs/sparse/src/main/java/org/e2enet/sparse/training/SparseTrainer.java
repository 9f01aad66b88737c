package org.e2enet.sparse.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Node;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.GradientScope;
import org.e2enet.network.training.GrownKernels;
import org.e2enet.network.training.StepFaults;
import org.e2enet.network.training.StepResult;
import org.e2enet.network.training.Trainer;
import org.e2enet.network.training.TrainingState;
import org.e2enet.sparse.Families;
import org.e2enet.sparse.LayerInfo;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.sparse.SparseOptions;
import org.e2enet.sparse.kernel.KernelFamily;
import org.e2enet.sparse.memory.HeadLoss;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.TrainingSchedule;
import org.e2enet.sparse.run.Team;

/**
 * Trains in pure Java, in time that follows the number of active kernels. Samples of a batch go through one after the other, so
 * memory does not grow with the batch. The bits do not depend on the number of threads. A gradient of inactive kernels is
 * computed only where it is asked for or counts in the clip norm.
 */
public final class SparseTrainer implements Trainer {
    private static final StepFaults FAULTS = new StepFaults("SPA-301", "SPA-302", "SPA-303");

    /** PyTorch's guard in clip_grad_norm_. */
    private static final double CLIP_GUARD = 1e-6;

    private final Graph graph;
    private final Size3 patch;
    private final Recipe recipe;
    private final ClipNorm clipNorm;
    private final SparseOptions options;
    private final KernelFamily family;
    private final TrainedParameters parameters;
    private final List<HeadLoss> losses;
    private final HeadTargets targets;
    private final ClearedGradients cleared;
    private final GradientNorms norms;
    private final Update update;
    private final Workspace workspace;
    private Topology topology;
    private long steps;
    private Program program;
    private Team team;
    private boolean stale;
    private GradientScope known = GradientScope.ACTIVE;
    private StepListener listener = StepListener.SILENT;

    SparseTrainer(
            Graph graph, TrainingState state, Size3 patch, Recipe recipe, SparseOptions options, ClipNorm clipNorm) {
        this.graph = graph;
        this.patch = patch;
        this.recipe = recipe;
        this.options = options;
        this.clipNorm = clipNorm;
        this.family = Families.lookup(options.kernels());
        this.topology = state.topology();
        this.steps = state.steps();
        this.losses = losses(graph, patch, recipe);
        this.targets = new HeadTargets(losses, patch);
        this.parameters = new TrainedParameters(graph, state, recipe.optimizer().kind(), losses.size());
        ParameterChunks chunks = ParameterChunks.of(parameters.all());
        this.cleared = new ClearedGradients(chunks);
        this.norms = new GradientNorms(chunks);
        this.update = new Update(chunks, recipe.optimizer());
        TrainingSchedule schedule = schedule();
        this.program = new Program(schedule, family);
        this.workspace = new Workspace(schedule.memoryFloats(), schedule.slots(), program.partials());
        workspace.scale()[0] = 1;
        this.team = new Team(options.threads(), program.scratchFloats(GradientScope.ACTIVE));
    }

    /** Heads that have a weight. */
    static List<HeadLoss> losses(Graph graph, Size3 patch, Recipe recipe) {
        int heads = Math.min(recipe.headWeights().size(), graph.outputs().size());
        List<HeadLoss> losses = new ArrayList<>();
        for (int head = 0; head < heads; head++) {
            Node node = graph.node(graph.outputs().get(head));
            losses.add(new HeadLoss(
                    node.channels(), patch, node.scale(), recipe.headWeights().get(head), recipe.batchDice()));
        }
        return List.copyOf(losses);
    }

    private TrainingSchedule schedule() {
        return TrainingSchedule.of(parameters.model(graph, topology), patch, losses, parameters::gradientOf);
    }

    @Override
    public Graph graph() {
        return graph;
    }

    /**
     * @throws org.e2enet.faults.FaultException SPA-301 when loss or gradient is not finite (nothing is changed then) or the update
     *     made a weight so (it is of no use then), SPA-302 when a label is not below the number of classes, SPA-303 when the
     *     batch does not fit network or patch
     */
    @Override
    public StepResult step(Batch batch, double learningRate, GradientScope wanted) {
        FAULTS.check(graph, patch, batch);
        GradientScope scope = clipNorm == ClipNorm.ALL ? GradientScope.ALL : wanted;
        growScratch(program.scratchFloats(scope));
        long start = System.nanoTime();
        if (stale) {
            program.refresh(team, workspace);
            stale = false;
        }
        team.run(cleared, workspace);
        heard(Beside.PACKING, start);
        gradients(batch, scope);
        known = scope;
        start = System.nanoTime();
        norms.prepare(scope);
        team.run(norms, workspace);
        double active = norms.active();
        double counted = clipNorm == ClipNorm.ALL ? norms.all() : active;
        double limit = recipe.clipNorm();
        double factor = limit > 0 ? Math.min(limit / (counted + CLIP_GUARD), 1) : 1;
        if (!Double.isFinite(loss()) || !Double.isFinite(active)) {
            throw FAULTS.lossNotFinite(result(active, scope, 0), batch);
        }
        update.prepare(learningRate, factor, steps + 1);
        team.run(update, workspace);
        stale = true;
        heard(Beside.OPTIMIZER, start);
        StepResult result = result(active, scope, update.weightSum());
        if (!Double.isFinite(result.weightSum())) {
            throw FAULTS.weightsNotFinite(result, batch);
        }
        steps++;
        return result;
    }

    private void gradients(Batch batch, GradientScope scope) {
        int samples = batch.samples();
        losses.forEach(loss -> loss.begin(samples));
        // Dice of the whole batch is known only after the last sample, whose tensors are still there then.
        boolean twice = recipe.batchDice();
        for (int sample = 0; sample < samples; sample++) {
            forward(batch, sample, true);
            if (!twice) {
                program.backward(team, workspace, scope, listener);
            }
        }
        losses.forEach(HeadLoss::endSamples);
        for (int sample = samples - 1; twice && sample >= 0; sample--) {
            if (sample < samples - 1) {
                forward(batch, sample, false);
            }
            program.backward(team, workspace, scope, listener);
        }
        workspace.bind(null, null);
    }

    private void forward(Batch batch, int sample, boolean adds) {
        workspace.bind(batch.images(), sample * (batch.images().length / batch.samples()));
        targets.bind(batch.labels(), sample);
        long start = System.nanoTime();
        team.run(targets, workspace);
        heard(Beside.LABELS, start);
        program.forward(team, workspace, listener);
        program.heads(team, workspace, adds, listener);
    }

    private void heard(Beside work, long start) {
        listener.onWork(program.stageCount() + work.ordinal(), System.nanoTime() - start);
    }

    /** Work that is no stage of the program; a listener knows it by the number of stages and its place here. */
    private enum Beside {
        LABELS(StepPart.LOSS),
        PACKING(StepPart.UPDATE),
        OPTIMIZER(StepPart.UPDATE);

        private final StepPart part;

        Beside(StepPart part) {
            this.part = part;
        }

        StepWork work() {
            String name = name().toLowerCase(Locale.ROOT);
            return new StepWork(part, new LayerInfo(name, "plain", 0, 0, 0));
        }
    }

    /** Lets somebody follow the steps from now on. */
    public void listen(StepListener next) {
        listener = next;
    }

    /** What a step is made of under the topology of now; {@link StepListener} gets the indices. */
    public List<StepWork> work() {
        return Stream.concat(
                        program.work().stream(), Arrays.stream(Beside.values()).map(Beside::work))
                .toList();
    }

    private double loss() {
        double loss = 0;
        for (int head = 0; head < losses.size(); head++) {
            loss += losses.get(head).loss();
        }
        return loss;
    }

    private StepResult result(double active, GradientScope scope, double weightSum) {
        List<Double> crossEntropy = new ArrayList<>();
        List<Double> dice = new ArrayList<>();
        for (HeadLoss head : losses) {
            crossEntropy.add(head.crossEntropy());
            dice.add(head.diceLoss());
        }
        OptionalDouble all = scope == GradientScope.ALL ? OptionalDouble.of(norms.all()) : OptionalDouble.empty();
        return new StepResult(steps + 1, loss(), crossEntropy, dice, active, all, weightSum);
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public float[] weight(String parameterName) {
        return parameters.get(parameterName).weight().clone();
    }

    @Override
    public TrainingState state() {
        return parameters.state(steps, topology);
    }

    @Override
    public Optional<float[]> gradient(String parameterName) {
        return known == GradientScope.ALL
                ? Optional.of(parameters.get(parameterName).gradient().clone())
                : Optional.empty();
    }

    @Override
    public void evolve(Topology next, Map<String, BitSet> grown, GrownKernels values) {
        for (Map.Entry<String, KernelMask> entry : next.masks().entrySet()) {
            BitSet reset = grown.getOrDefault(entry.getKey(), new BitSet());
            parameters.get(entry.getKey()).setMask(entry.getValue(), reset, values);
        }
        topology = next;
        known = GradientScope.ACTIVE;
        program = new Program(schedule(), family);
        stale = false;
        workspace.growPartials(program.partials());
    }

    private void growScratch(int floats) {
        if (floats > team.scratchFloats()) {
            team.close();
            team = new Team(options.threads(), floats);
        }
    }

    @Override
    public CompiledNetwork network(Size3 size) {
        return new SparseEngine(options).compile(model(), size);
    }

    @Override
    public void close() {
        team.close();
        workspace.close();
    }
}
