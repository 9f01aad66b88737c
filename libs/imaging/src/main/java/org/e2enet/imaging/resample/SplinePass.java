package org.e2enet.imaging.resample;

import java.util.stream.IntStream;
import org.e2enet.contract.Size3;

/** Resamples a whole array along one axis, bundles of lines at a time, on all threads of the common pool. */
final class SplinePass {
    /** Lines worked on together: their coefficients stay in the second-level cache, rows fill whole cache lines. */
    private static final int LANES = 128;

    private SplinePass() {}

    static float[] run(float[] in, Size3 extent, int axis, int size) {
        SplineAxis spline = new SplineAxis(extent.along(axis), size);
        float[] out = new float[extent.with(axis, size).arrayLength()];
        if (axis == 2) {
            alongRows(in, extent, spline, out);
            return out;
        }
        int inner = axis == 0 ? extent.height() * extent.width() : extent.width();
        int outer = axis == 0 ? 1 : extent.depth();
        acrossRows(in, inner, outer, extent.along(axis), spline, out);
        return out;
    }

    /** Lines lie side by side in memory: {@code [outer][position][inner]}. */
    private static void acrossRows(float[] in, int inner, int outer, int length, SplineAxis spline, float[] out) {
        int bundles = Math.ceilDiv(inner, LANES);
        Bundles.run(outer * bundles, spline.workRows() * LANES, (bundle, work) -> {
            int line = bundle / bundles;
            int from = bundle % bundles * LANES;
            int lanes = Math.min(LANES, inner - from);
            int source = line * length * inner + from;
            for (int n = 0; n < length; n++) {
                System.arraycopy(in, source + n * inner, work, (SplineAxis.firstRow() + n) * lanes, lanes);
            }
            spline.prefilter(work, lanes);
            int target = line * spline.targetSize() * inner + from;
            for (int o = 0; o < spline.targetSize(); o++) {
                spline.evaluate(work, lanes, o, out, target + o * inner);
            }
        });
    }

    /** Lines are rows in memory: bundles of rows are turned into columns and back. */
    private static void alongRows(float[] in, Size3 extent, SplineAxis spline, float[] out) {
        int lanes = 16;
        int rows = extent.depth() * extent.height();
        int length = extent.width();
        int size = spline.targetSize();
        int workLength = spline.workRows() * lanes;
        Bundles.run(Math.ceilDiv(rows, lanes), workLength + lanes, (bundle, work) -> {
            int first = bundle * lanes;
            int used = Math.min(lanes, rows - first);
            for (int lane = 0; lane < used; lane++) {
                int source = (first + lane) * length;
                int column = SplineAxis.firstRow() * lanes + lane;
                for (int n = 0; n < length; n++) {
                    work[column + n * lanes] = in[source + n];
                }
            }
            spline.prefilter(work, lanes);
            for (int o = 0; o < size; o++) {
                spline.evaluate(work, lanes, o, work, workLength);
                for (int lane = 0; lane < used; lane++) {
                    out[(first + lane) * size + o] = work[workLength + lane];
                }
            }
        });
    }

    /** Splits bundles over threads, each with one work array of its own. Bundles are independent: any split is equal. */
    private static final class Bundles {
        private interface Task {
            void run(int bundle, float[] work);
        }

        static void run(int bundles, int workLength, Task task) {
            int parts = Math.min(bundles, 8 * Runtime.getRuntime().availableProcessors());
            IntStream.range(0, parts).parallel().forEach(part -> {
                float[] work = new float[workLength];
                int to = (int) ((part + 1L) * bundles / parts);
                for (int bundle = (int) ((long) part * bundles / parts); bundle < to; bundle++) {
                    task.run(bundle, work);
                }
            });
        }
    }
}
