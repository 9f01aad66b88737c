package org.e2enet.sparse.vector;

import static org.e2enet.sparse.vector.Lanes.BLOCK;
import static org.e2enet.sparse.vector.Lanes.ORDER;
import static org.e2enet.sparse.vector.Lanes.WIDTH;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.e2enet.contract.Size3;
import org.e2enet.sparse.kernel.Kernel;
import org.e2enet.sparse.memory.TensorBuffer;
import org.e2enet.sparse.memory.Workspace;
import org.e2enet.sparse.plan.Source;
import org.e2enet.sparse.plan.TrainingOperation;

/**
 * Gradient of a strided convolution's input without a multiplication by the zeros between its outputs: the input's voxels fall into
 * sd·sh·sw phases ({@link StridedTaps}), each a small convolution of the coarse gradient, four channels at a time. A task is one coarse
 * row × 16 coarse depth positions, all channels, in tiles of up to sixteen columns.
 */
final class StridedBackConv implements Kernel {
    private static final int MAX_COLUMNS = 16;

    private final SourceRows sources;
    private final TensorBuffer output;
    private final Size3 coarse;
    private final Size3 stride;
    private final StridedTaps taps;
    private final int columns;
    private final int inputColumns;
    private final int tilesX;
    private final int blocks;

    StridedBackConv(TrainingOperation.StridedBack back) {
        output = back.output();
        stride = back.stride();
        coarse = back.gradients().getFirst().buffer().size();
        columns = Math.min(MAX_COLUMNS, Math.ceilDiv(coarse.width(), Products.TILE) * Products.TILE);
        taps = new StridedTaps(back, columns);
        inputColumns = taps.inputColumns();
        tilesX = Math.ceilDiv(coarse.width(), columns);
        blocks = back.gradients().getFirst().buffer().blocks();
        List<Source> moved = new ArrayList<>();
        for (Source gradient : back.gradients()) {
            for (int z : taps.depths()) {
                moved.add(gradient.movedBy(z));
            }
        }
        sources = new SourceRows(moved);
    }

    static boolean fits(TrainingOperation.StridedBack back) {
        return back.stride().depth() <= 2;
    }

    @Override
    public int packingTasks() {
        return taps.groups();
    }

    @Override
    public void repack(int task, float[] scratch) {
        taps.pack(task);
    }

    @Override
    public String kind() {
        return "strided back";
    }

    @Override
    public int tasks() {
        return blocks * coarse.height();
    }

    private int outAt() {
        return Scratch.BASE + sources.count() * taps.sourceStep();
    }

    /** Floats of one depth phase of four channels. */
    private int phaseStep() {
        return Products.TILE * columns * BLOCK;
    }

    @Override
    public int scratchFloats() {
        return outAt() + stride.depth() * phaseStep();
    }

    @Override
    public long executedFlops() {
        return 2L * taps.weights().length * columns * BLOCK * tilesX * tasks();
    }

    @Override
    public void run(int task, Workspace workspace, float[] scratch) {
        int block = task % blocks;
        int y = task / blocks;
        for (int x = 0; x < coarse.width(); x += columns) {
            gather(workspace, block, y, x, scratch);
            for (int group = 0; group < taps.groups(); group++) {
                for (int py = 0;
                        py < stride.height()
                                && y * stride.height() + py < output.size().height();
                        py++) {
                    for (int px = 0; px < stride.width(); px++) {
                        for (int pz = 0; pz < stride.depth(); pz++) {
                            multiply(taps.rangeOf(group, pz, py, px), outAt() + pz * phaseStep(), scratch);
                        }
                        write(workspace, group, block, y * stride.height() + py, x, px, scratch);
                    }
                }
            }
        }
    }

    private void gather(Workspace workspace, int block, int y, int x, float[] scratch) {
        for (int i = 0; i < sources.count(); i++) {
            for (int r = 0; r < taps.rows(); r++) {
                int at = Scratch.BASE + i * taps.sourceStep() + r * inputColumns * BLOCK;
                sources.read(
                        workspace,
                        i,
                        block * BLOCK,
                        y + taps.firstRow() + r,
                        x + taps.firstColumn(),
                        inputColumns,
                        scratch,
                        at);
            }
        }
    }

    private void multiply(int range, int to, float[] scratch) {
        int begin = taps.start()[range];
        int end = taps.start()[range + 1];
        for (int i = 0; i < columns; i += Products.TILE) {
            for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                Products.tile(
                        scratch,
                        Scratch.BASE + i * BLOCK + lane,
                        BLOCK,
                        taps.at(),
                        begin,
                        end,
                        taps.weights(),
                        begin * Products.TILE,
                        to + i * BLOCK + lane,
                        columns * BLOCK,
                        BLOCK);
            }
        }
    }

    /** One row of one phase along x of four channels; depth phases become neighbours in the lanes. */
    private void write(Workspace workspace, int group, int block, int y, int x, int px, float[] scratch) {
        int used = Math.min(columns, Math.ceilDiv(output.size().width() - px, stride.width()) - x);
        int first = group * Products.TILE;
        for (int c = first; c < Math.min(output.channels(), first + Products.TILE); c++) {
            int from = outAt() + (c - first) * columns * BLOCK;
            for (int half = 0; half < stride.depth(); half++) {
                int fine = block * stride.depth() + half;
                if (fine >= output.blocks()) {
                    continue;
                }
                long row = output.row(c, fine, y) + (long) (1 + x * stride.width() + px) * BLOCK;
                for (int i = 0; i < used; i++) {
                    long to = row + (long) i * stride.width() * BLOCK;
                    for (int lane = 0; lane < BLOCK; lane += WIDTH) {
                        fine(scratch, from + i * BLOCK, half, lane)
                                .intoMemorySegment(workspace.memory(), (to + lane) * Float.BYTES, ORDER);
                    }
                }
            }
        }
    }

    private FloatVector fine(float[] scratch, int at, int half, int lane) {
        return stride.depth() == 1
                ? FloatVector.fromArray(Lanes.SPECIES, scratch, at + lane)
                : Expand.twice(scratch, at, half, lane)
                        .blend(Expand.twice(scratch, at + phaseStep(), half, lane), Lanes.ODD_LANES);
    }
}
