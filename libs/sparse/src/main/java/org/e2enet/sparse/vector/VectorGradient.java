package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.SPECIES;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Halo;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.GradientPart;
import org.e2enet.sparse.plan.Source;
import org.e2enet.sparse.plan.TrainingOperation;

/**
 * One task per channel, so that the second pass of a norm finds in the cache what the first one wrote: adds the parts of all
 * readers and sums, then leads back through the norm in place.
 */
final class VectorGradient implements Kernel {
    private static final long FLOAT = Float.BYTES;

    /** Vectors whose sums stay in float: more would lose digits. */
    private static final int VECTORS_PER_SUM = 1024;

    private final TrainingOperation.Gradient gradient;

    /** The gradient's norm, or null: asked for in every task. */
    private final TrainingOperation.NormGradient norm;

    private final TensorBuffer of;
    private final TensorBuffer output;
    private final Size3 size;

    /** All parts, channel by channel. */
    private final SourceRows from;

    private final int[] firstPart;
    private final int[] yOffset;
    private final int[] xOffset;
    private final int[] slot;
    private final float[] slope;

    VectorGradient(TrainingOperation.Gradient gradient) {
        this.gradient = gradient;
        norm = gradient.normGradient().orElse(null);
        of = gradient.of();
        output = gradient.output();
        size = of.size();
        List<GradientPart> all = new ArrayList<>();
        firstPart = new int[of.channels() + 1];
        for (int c = 0; c < of.channels(); c++) {
            all.addAll(gradient.parts().get(c));
            firstPart[c + 1] = all.size();
        }
        from = all.isEmpty()
                ? null
                : new SourceRows(all.stream().map(GradientPart::from).toList());
        yOffset = all.stream().mapToInt(GradientPart::yOffset).toArray();
        xOffset = all.stream().mapToInt(GradientPart::xOffset).toArray();
        slot = all.stream().mapToInt(GradientPart::slot).toArray();
        slope = new float[all.size()];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = all.get(i).slope();
        }
    }

    @Override
    public String kind() {
        return "gradient";
    }

    @Override
    public int tasks() {
        return of.channels();
    }

    private int rowAt() {
        return Scratch.BASE + size.width() * BLOCK;
    }

    private int sumsAt() {
        return rowAt() + size.width() * BLOCK;
    }

    @Override
    public int scratchFloats() {
        return sumsAt() + 2 * BLOCK;
    }

    @Override
    public void run(int c, Workspace workspace, float[] scratch) {
        int normSlot = norm == null ? Source.IDENTITY_SLOT : norm.norm().firstSlot() + c;
        double sum = 0;
        double normSum = 0;
        int rowsPerSum = Math.max(1, VECTORS_PER_SUM / size.width());
        for (int block = 0; block < output.blocks(); block++) {
            int inside = Math.min(BLOCK, size.depth() - block * BLOCK);
            for (int y = 0; y < size.height(); y += rowsPerSum) {
                Arrays.fill(scratch, sumsAt(), sumsAt() + 2 * BLOCK, 0);
                for (int row = y; row < Math.min(size.height(), y + rowsPerSum); row++) {
                    row(workspace, c, normSlot, block, row, scratch);
                }
                for (int lane = 0; lane < inside; lane++) {
                    sum += scratch[sumsAt() + lane];
                    normSum += scratch[sumsAt() + BLOCK + lane];
                }
            }
        }
        if (norm != null) {
            norm.beta()[c] += (float) sum;
            norm.gamma()[c] += (float) normSum;
            throughNorm(workspace, c, normSlot, sum / size.volume(), normSum / size.volume());
        } else if (gradient.bias() != null) {
            gradient.bias()[c] += (float) sum;
        }
        Halo.fill(output, c, workspace, 0);
    }

    private long at(TensorBuffer buffer, int c, int block, int y) {
        return (buffer.row(c, block, y) + BLOCK) * FLOAT;
    }

    private void row(Workspace workspace, int c, int normSlot, int block, int y, float[] scratch) {
        int count = size.width() * BLOCK;
        long stored = at(of, c, block, y);
        if (firstPart[c] == firstPart[c + 1]) {
            Arrays.fill(scratch, Scratch.BASE, Scratch.BASE + count, 0);
        }
        for (int part = firstPart[c]; part < firstPart[c + 1]; part++) {
            boolean first = part == firstPart[c];
            int to = first ? Scratch.BASE : rowAt();
            from.read(workspace, part, block * BLOCK, y + yOffset[part], xOffset[part], size.width(), scratch, to);
            if (slope[part] != 1) {
                boolean plain = slot[part] == Source.AS_STORED;
                float scale = plain ? 1 : workspace.scale()[slot[part]];
                float offset = plain ? 0 : workspace.offset()[slot[part]];
                activate(workspace.memory(), stored, scale, offset, slope[part], scratch, to, count);
            }
            if (!first) {
                add(scratch, Scratch.BASE, to, count);
            }
        }
        finish(
                workspace.memory(),
                stored,
                workspace.normScale()[normSlot],
                workspace.normOffset()[normSlot],
                at(output, c, block, y),
                scratch,
                count);
    }

    /** Times the slope where the value that was read is not positive. */
    private static void activate(
            MemorySegment memory,
            long stored,
            float scale,
            float offset,
            float slope,
            float[] data,
            int at,
            int count) {
        FloatVector a = FloatVector.broadcast(SPECIES, scale);
        FloatVector b = FloatVector.broadcast(SPECIES, offset);
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector value = FloatVector.fromMemorySegment(SPECIES, memory, stored + i * FLOAT, ORDER)
                    .fma(a, b);
            FloatVector g = FloatVector.fromArray(SPECIES, data, at + i);
            g.mul(slope, value.compare(VectorOperators.LE, 0)).intoArray(data, at + i);
        }
    }

    private static void add(float[] data, int into, int with, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector.fromArray(SPECIES, data, into + i)
                    .add(FloatVector.fromArray(SPECIES, data, with + i))
                    .intoArray(data, into + i);
        }
    }

    /** Writes a row and adds to the sums of g and of g times the normalised value. */
    private void finish(
            MemorySegment memory, long stored, float scale, float offset, long to, float[] data, int count) {
        FloatVector a = FloatVector.broadcast(SPECIES, scale);
        FloatVector b = FloatVector.broadcast(SPECIES, offset);
        for (int lane = 0; lane < BLOCK; lane += WIDTH) {
            FloatVector sums = FloatVector.fromArray(SPECIES, data, sumsAt() + lane);
            FloatVector normSums = FloatVector.fromArray(SPECIES, data, sumsAt() + BLOCK + lane);
            for (int i = lane; i < count; i += BLOCK) {
                FloatVector g = FloatVector.fromArray(SPECIES, data, Scratch.BASE + i);
                FloatVector normalised = FloatVector.fromMemorySegment(SPECIES, memory, stored + i * FLOAT, ORDER)
                        .fma(a, b);
                g.intoMemorySegment(memory, to + i * FLOAT, ORDER);
                sums = sums.add(g);
                normSums = g.fma(normalised, normSums);
            }
            sums.intoArray(data, sumsAt() + lane);
            normSums.intoArray(data, sumsAt() + BLOCK + lane);
        }
    }

    private void throughNorm(Workspace workspace, int c, int normSlot, double mean, double normMean) {
        double gain = workspace.gain()[normSlot];
        float ofStored = (float) (-gain * normMean * workspace.normScale()[normSlot]);
        float constant = (float) (-gain * (mean + normMean * workspace.normOffset()[normSlot]));
        int count = size.width() * BLOCK;
        for (int block = 0; block < output.blocks(); block++) {
            for (int y = 0; y < size.height(); y++) {
                long to = at(output, c, block, y);
                affine(workspace.memory(), at(of, c, block, y), (float) gain, ofStored, constant, to, count);
            }
        }
    }

    private static void affine(
            MemorySegment memory, long stored, float ofGradient, float ofStored, float constant, long to, int count) {
        FloatVector a = FloatVector.broadcast(SPECIES, ofGradient);
        FloatVector b = FloatVector.broadcast(SPECIES, ofStored);
        FloatVector c = FloatVector.broadcast(SPECIES, constant);
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector v = FloatVector.fromMemorySegment(SPECIES, memory, stored + i * FLOAT, ORDER)
                    .fma(b, c);
            FloatVector.fromMemorySegment(SPECIES, memory, to + i * FLOAT, ORDER)
                    .fma(a, v)
                    .intoMemorySegment(memory, to + i * FLOAT, ORDER);
        }
    }
}
