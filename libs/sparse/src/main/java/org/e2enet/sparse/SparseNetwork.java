package org.e2enet.sparse;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.CompiledNetwork;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.sparse.kernel.KernelFamily;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Schedule;
import org.e2enet.sparse.run.Team;

/**
 * A model with its weights packed for one patch size. Concurrent forwards take turns: each of them uses all threads. In
 * the steady state a forward allocates its result and nothing per layer.
 */
public final class SparseNetwork implements CompiledNetwork {
    private static final int HEADER_DOUBLES = 2;

    private final Graph graph;
    private final Size3 patch;
    private final Steps steps;
    private final Workspace workspace;
    private final Team team;
    private final long peakBytes;
    private boolean closed;

    private SparseNetwork(Graph graph, Size3 patch, Steps steps, Workspace workspace, Team team, long peakBytes) {
        this.graph = graph;
        this.patch = patch;
        this.steps = steps;
        this.workspace = workspace;
        this.team = team;
        this.peakBytes = peakBytes;
    }

    static SparseNetwork compile(Model model, Size3 patch, KernelFamily family, SparseOptions options) {
        Schedule schedule = schedule(model, patch, family);
        requireWithin(tensorBytes(schedule), options);
        Steps steps = Steps.of(schedule, family);
        long peakBytes = tensorBytes(schedule) + workingBytes(steps, options);
        requireWithin(peakBytes, options);
        Workspace workspace = new Workspace(schedule.memoryFloats(), schedule.slots(), steps.partials());
        workspace.scale()[0] = 1;
        Team team = new Team(options.threads(), steps.scratchFloats());
        return new SparseNetwork(model.graph(), patch, steps, workspace, team, peakBytes);
    }

    static long peakBytes(Model model, Size3 patch, KernelFamily family, SparseOptions options) {
        Schedule schedule = schedule(model, patch, family);
        return tensorBytes(schedule) + workingBytes(Steps.of(schedule, family), options);
    }

    private static Schedule schedule(Model model, Size3 patch, KernelFamily family) {
        Size3 divisor = model.graph().divisor();
        if (!patch.isDivisibleBy(divisor)) {
            throw SparseFaults.patchNotDivisible(patch, divisor);
        }
        return Schedule.of(model, patch, family);
    }

    private static long tensorBytes(Schedule schedule) {
        return schedule.memoryFloats() * Float.BYTES;
    }

    private static long workingBytes(Steps steps, SparseOptions options) {
        return (long) options.threads() * steps.scratchFloats() * Float.BYTES
                + (long) (steps.partials() + HEADER_DOUBLES) * Double.BYTES;
    }

    private static void requireWithin(long bytes, SparseOptions options) {
        if (bytes > options.memoryLimitBytes()) {
            throw SparseFaults.memoryLimit(bytes, options.memoryLimitBytes());
        }
    }

    @Override
    public List<float[]> forward(float[] input, int heads) {
        return forward(input, heads, ForwardListener.SILENT);
    }

    /**
     * As {@link #forward(float[], int)}, with progress and cancellation between layers.
     *
     * @throws org.e2enet.faults.FaultException SPA-103, SPA-104 on a wrong call, SPA-106 when cancelled, SPA-107 when closed
     */
    public synchronized List<float[]> forward(float[] input, int heads, ForwardListener listener) {
        long wanted = graph.inputChannels() * patch.volume();
        if (input.length != wanted) {
            throw SparseFaults.inputSize(input.length, wanted);
        }
        int available = graph.outputs().size();
        if (heads < 1 || heads > available) {
            throw SparseFaults.heads(heads, available);
        }
        if (closed) {
            throw SparseFaults.closed();
        }
        float[][] outputs = new float[heads][];
        for (int head = 0; head < heads; head++) {
            int node = graph.outputs().get(head);
            long voxels = patch.dividedBy(graph.node(node).scale()).volume();
            outputs[head] = new float[Math.toIntExact(graph.node(node).channels() * voxels)];
        }
        workspace.bind(input, outputs);
        try {
            steps.run(team, workspace, heads, listener);
        } finally {
            workspace.bind(null, null);
        }
        return List.of(outputs);
    }

    /** Known before the first forward: tensors, scratch memory of all threads and partial sums. */
    @Override
    public long peakBytes() {
        return peakBytes;
    }

    /** The layers in the order in which they run. */
    public List<LayerInfo> layers() {
        return new ArrayList<>(steps.layers());
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            team.close();
            workspace.close();
        }
    }
}
