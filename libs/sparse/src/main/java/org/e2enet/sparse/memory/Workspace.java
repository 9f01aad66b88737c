package org.e2enet.sparse.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What one forward works on: the tensors' memory (outside the heap, aligned to cache lines), the affine form of every
 * normalised channel, partial sums for the statistics, and the caller's arrays. Not thread-safe across forwards; within
 * one, each task writes its own places.
 */
public final class Workspace implements AutoCloseable {
    /** Floats before and behind the tensors that vector loads at their edges may touch. */
    public static final int GUARD_FLOATS = 4096;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final float[] scale;
    private final float[] offset;
    private final float[] pad;
    private final float[] normScale;
    private final float[] normOffset;
    private final float[] gain;
    private double[] partials;
    private float[] input;
    private int inputOffset;
    private float[][] outputs;

    /**
     * @param floats extent of the tensors' memory with its guards
     * @param slots normalised channels
     * @param partials partial sums of the hungriest step
     */
    public Workspace(long floats, int slots, int partials) {
        memory = LargePages.allocate(arena, floats * Float.BYTES);
        scale = new float[slots];
        offset = new float[slots];
        pad = new float[slots];
        normScale = new float[slots];
        normOffset = new float[slots];
        gain = new float[slots];
        this.partials = new double[partials];
    }

    public void bind(float[] newInput, float[][] newOutputs) {
        input = newInput;
        inputOffset = 0;
        outputs = newOutputs;
    }

    /** An input that begins somewhere in an array, and no arrays for outputs. */
    public void bind(float[] newInput, int offset) {
        bind(newInput, null);
        inputOffset = offset;
    }

    /** Makes room for more partial sums; the old ones are lost. */
    public void growPartials(int count) {
        if (count > partials.length) {
            partials = new double[count];
        }
    }

    public MemorySegment memory() {
        return memory;
    }

    public float get(long index) {
        return memory.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    public void set(long index, float value) {
        memory.setAtIndex(ValueLayout.JAVA_FLOAT, index, value);
    }

    /** Per slot the factor of {@code scale·x + offset}. */
    public float[] scale() {
        return scale;
    }

    public float[] offset() {
        return offset;
    }

    /** Per slot the raw value that the affine form maps to 0: what the halo holds. */
    public float[] pad() {
        return pad;
    }

    /** Per slot the factor of x̂ = normScale·x + normOffset, the normalised value before γ and β. */
    public float[] normScale() {
        return normScale;
    }

    public float[] normOffset() {
        return normOffset;
    }

    /** Per slot γ/σ: what a normalised value changes by when the value before the norm does. */
    public float[] gain() {
        return gain;
    }

    /** Sums and sums of squares {@code [partial][channel][2]} of the step that runs. */
    public double[] partials() {
        return partials;
    }

    public float[] input() {
        return input;
    }

    public int inputOffset() {
        return inputOffset;
    }

    public float[] output(int head) {
        return outputs[head];
    }

    @Override
    public void close() {
        arena.close();
    }
}
