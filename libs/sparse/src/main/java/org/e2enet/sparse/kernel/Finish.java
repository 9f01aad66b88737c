package org.e2enet.sparse.kernel;

import java.util.List;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Norm;
import org.e2enet.sparse.plan.Source;

/**
 * What follows every operation that writes a buffer, one task per channel: partial sums, added in a fixed order, become
 * the affine form of the instance norm (biased variance, ε inside the root), and the halo gets the value that reads as
 * zero. A pooled output shares the norm of the whole one.
 */
public final class Finish implements Phase {
    /** Beyond this |mean|/σ the sums of squares have lost too many digits: the channel is summed again in two passes. */
    private static final double MAX_MEAN_TO_DEVIATION = 30;

    /** A halo value beyond this would cost digits: the channel is normalised in place instead. */
    private static final double MAX_PAD_TO_DEVIATION = 300;

    private final TensorBuffer buffer;
    private final TensorBuffer[] written;
    private final Norm norm;
    private final int partialRows;

    /**
     * @param written the operation's output and perhaps the same pooled
     * @param norm null for none
     */
    public Finish(List<TensorBuffer> written, Norm norm, int partialRows) {
        this.written = written.toArray(TensorBuffer[]::new);
        this.buffer = written.getFirst();
        this.norm = norm;
        this.partialRows = partialRows;
    }

    @Override
    public int tasks() {
        return buffer.channels();
    }

    /** Partial sums that the operation's tasks leave. */
    public int partials() {
        return norm == null ? 0 : partialRows * buffer.channels() * 2;
    }

    @Override
    public void run(int channel, Workspace workspace, float[] scratch) {
        float pad = norm == null ? 0 : normalise(channel, workspace);
        for (TensorBuffer any : written) {
            Halo.fill(any, channel, workspace, pad);
        }
    }

    private float normalise(int channel, Workspace workspace) {
        double sum = 0;
        double squares = 0;
        double[] partials = workspace.partials();
        for (int row = 0; row < partialRows; row++) {
            int at = (row * buffer.channels() + channel) * 2;
            sum += partials[at];
            squares += partials[at + 1];
        }
        double voxels = buffer.size().volume();
        double mean = sum / voxels;
        double variance = Math.max(0, squares / voxels - mean * mean);
        if (mean * mean > variance * MAX_MEAN_TO_DEVIATION * MAX_MEAN_TO_DEVIATION) {
            mean = exactMean(channel, workspace);
            variance = exactVariance(channel, workspace, mean);
        }
        double deviation = Math.sqrt(variance + norm.epsilon());
        double scale = norm.gamma()[channel] / deviation;
        double offset = norm.beta()[channel] - mean * scale;
        double pad = -offset / scale;
        int slot = norm.firstSlot() + channel;
        workspace.gain()[slot] = (float) scale;
        workspace.normScale()[slot] = (float) (1 / deviation);
        workspace.normOffset()[slot] = (float) (-mean / deviation);
        if (!(Math.abs(pad) < MAX_PAD_TO_DEVIATION * deviation)) {
            for (TensorBuffer any : written) {
                rewrite(any, channel, workspace, mean, scale, norm.beta()[channel]);
            }
            float gamma = norm.gamma()[channel];
            workspace.normScale()[slot] = gamma == 0 ? 0 : 1 / gamma;
            workspace.normOffset()[slot] = gamma == 0 ? 0 : -norm.beta()[channel] / gamma;
            return set(workspace, slot, 1, 0, 0);
        }
        return set(workspace, slot, (float) scale, (float) offset, (float) pad);
    }

    private static float set(Workspace workspace, int slot, float scale, float offset, float pad) {
        assert slot != Source.IDENTITY_SLOT;
        workspace.scale()[slot] = scale;
        workspace.offset()[slot] = offset;
        workspace.pad()[slot] = pad;
        return pad;
    }

    private double exactMean(int channel, Workspace workspace) {
        double sum = 0;
        Size3 size = buffer.size();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    sum += workspace.get(buffer.at(channel, z, y, x));
                }
            }
        }
        return sum / size.volume();
    }

    private double exactVariance(int channel, Workspace workspace, double mean) {
        double sum = 0;
        Size3 size = buffer.size();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    double distance = workspace.get(buffer.at(channel, z, y, x)) - mean;
                    sum += distance * distance;
                }
            }
        }
        return sum / size.volume();
    }

    private static void rewrite(
            TensorBuffer buffer, int channel, Workspace workspace, double mean, double scale, double beta) {
        Size3 size = buffer.size();
        for (int z = 0; z < size.depth(); z++) {
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    long at = buffer.at(channel, z, y, x);
                    workspace.set(at, (float) ((workspace.get(at) - mean) * scale + beta));
                }
            }
        }
    }
}
