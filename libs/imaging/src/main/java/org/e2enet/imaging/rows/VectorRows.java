package org.e2enet.imaging.rows;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Many voxels at once; what is left at the end of a row goes voxel by voxel. No multiply-adds in one: their last bits would differ. */
final class VectorRows implements ProbabilityRows {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();

    private final ScalarRows rest = new ScalarRows();

    @Override
    public int firstAbove(float[] values, int from, int to, float most) {
        int at = from;
        for (; at <= to - WIDTH; at += WIDTH) {
            VectorMask<Float> above = FloatVector.fromArray(SPECIES, values, at).compare(VectorOperators.GT, most);
            if (above.anyTrue()) {
                return at + above.firstTrue();
            }
        }
        return rest.firstAbove(values, at, to, most);
    }

    @Override
    public int endAbove(float[] values, int from, int to, float most) {
        int at = to;
        for (; at >= from + WIDTH; at -= WIDTH) {
            VectorMask<Float> above =
                    FloatVector.fromArray(SPECIES, values, at - WIDTH).compare(VectorOperators.GT, most);
            if (above.anyTrue()) {
                return at - WIDTH + above.lastTrue() + 1;
            }
        }
        return rest.endAbove(values, from, at, most);
    }

    @Override
    public float least(float[] values, int count) {
        if (count < WIDTH) {
            return rest.least(values, count);
        }
        // The last vector may see some values twice, which does not matter to the least.
        FloatVector least = FloatVector.fromArray(SPECIES, values, count - WIDTH);
        for (int i = 0; i <= count - WIDTH; i += WIDTH) {
            FloatVector next = FloatVector.fromArray(SPECIES, values, i);
            least = least.blend(next, next.compare(VectorOperators.LT, least));
        }
        return least.reduceLanes(VectorOperators.MIN);
    }

    @Override
    public boolean areFinite(float[] values) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= values.length - WIDTH; i += WIDTH) {
            FloatVector value = FloatVector.fromArray(SPECIES, values, i);
            zero = zero.add(value.sub(value));
        }
        float all = zero.reduceLanes(VectorOperators.ADD);
        for (; i < values.length; i++) {
            all += values[i] - values[i];
        }
        return all == 0;
    }

    @Override
    public void challenge(
            int candidate, float[] plane, int from, float[] best, float[] second, float[] names, int at, int count) {
        FloatVector name = FloatVector.broadcast(SPECIES, candidate);
        int i = 0;
        for (; i <= count - WIDTH; i += WIDTH) {
            FloatVector value = FloatVector.fromArray(SPECIES, plane, from + i);
            FloatVector first = FloatVector.fromArray(SPECIES, best, at + i);
            FloatVector next = FloatVector.fromArray(SPECIES, second, at + i);
            VectorMask<Float> better = value.compare(VectorOperators.GT, first);
            FloatVector loser = value.blend(first, better);
            next.blend(loser, loser.compare(VectorOperators.GT, next)).intoArray(second, at + i);
            first.blend(value, better).intoArray(best, at + i);
            FloatVector.fromArray(SPECIES, names, at + i).blend(name, better).intoArray(names, at + i);
        }
        rest.challenge(candidate, plane, from + i, best, second, names, at + i, count - i);
    }

    @Override
    public void lead(int candidate, float[] plane, int from, float[] best, float[] names, int at, int count) {
        FloatVector name = FloatVector.broadcast(SPECIES, candidate);
        int i = 0;
        for (; i <= count - WIDTH; i += WIDTH) {
            FloatVector value = FloatVector.fromArray(SPECIES, plane, from + i);
            FloatVector first = FloatVector.fromArray(SPECIES, best, at + i);
            VectorMask<Float> better = value.compare(VectorOperators.GT, first);
            first.blend(value, better).intoArray(best, at + i);
            FloatVector.fromArray(SPECIES, names, at + i).blend(name, better).intoArray(names, at + i);
        }
        rest.lead(candidate, plane, from + i, best, names, at + i, count - i);
    }

    @Override
    public boolean raise(float[] weights, float[] plane, int from, float[] weakest, float[] left, int at, int count) {
        int whole = count - count % WIDTH;
        for (int i = 0; i < whole; i += WIDTH) {
            FloatVector least = FloatVector.fromArray(SPECIES, weakest, at + i);
            if (got(weights, plane, from + i, at + i)
                    .compare(VectorOperators.GT, least)
                    .anyTrue()) {
                return false;
            }
        }
        if (!rest.raise(weights, plane, from + whole, weakest, left, at + whole, count - whole)) {
            return false;
        }
        for (int i = 0; i < whole; i += WIDTH) {
            FloatVector got = got(weights, plane, from + i, at + i);
            FloatVector most = FloatVector.fromArray(SPECIES, left, at + i);
            most.blend(got, got.compare(VectorOperators.GT, most)).intoArray(left, at + i);
        }
        return true;
    }

    private static FloatVector got(float[] weights, float[] plane, int from, int at) {
        return FloatVector.fromArray(SPECIES, weights, at).mul(FloatVector.fromArray(SPECIES, plane, from));
    }

    @Override
    public void addEntropy(float[] plane, int from, float[] entropy, int at, int count) {
        int i = 0;
        for (; i <= count - WIDTH; i += WIDTH) {
            FloatVector root = FloatVector.fromArray(SPECIES, plane, from + i).sqrt();
            FloatVector fourth = root.sqrt();
            FloatVector polynomial = fourth.mul(ScalarRows.E4).add(ScalarRows.E3);
            polynomial = fourth.mul(polynomial).add(ScalarRows.E2);
            polynomial = fourth.mul(polynomial).add(ScalarRows.E1);
            polynomial = fourth.mul(polynomial).add(ScalarRows.E0);
            FloatVector one = FloatVector.broadcast(SPECIES, 1);
            FloatVector found = root.mul(one.sub(fourth)).mul(polynomial);
            FloatVector.fromArray(SPECIES, entropy, at + i).add(found).intoArray(entropy, at + i);
        }
        rest.addEntropy(plane, from + i, entropy, at + i, count - i);
    }

    @Override
    public void softmax(float[] values, int classes, int voxels, int first, int count) {
        int whole = count - count % WIDTH;
        float[] largest = Arrays.copyOfRange(values, first, first + whole);
        for (int c = 1; c < classes; c++) {
            raise(largest, values, c * voxels + first, whole);
        }
        float[] sum = new float[whole];
        for (int c = 0; c < classes; c++) {
            exponentials(values, c * voxels + first, largest, sum, whole);
        }
        for (int c = 0; c < classes; c++) {
            divide(values, c * voxels + first, sum, whole);
        }
        rest.softmax(values, classes, voxels, first + whole, count - whole);
    }

    private static void raise(float[] largest, float[] values, int from, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector value = FloatVector.fromArray(SPECIES, values, from + i);
            FloatVector most = FloatVector.fromArray(SPECIES, largest, i);
            most.blend(value, value.compare(VectorOperators.GT, most)).intoArray(largest, i);
        }
    }

    private static void exponentials(float[] values, int from, float[] largest, float[] sum, int count) {
        FloatVector least = FloatVector.broadcast(SPECIES, ScalarRows.LEAST_POWER);
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector x =
                    FloatVector.fromArray(SPECIES, values, from + i).sub(FloatVector.fromArray(SPECIES, largest, i));
            FloatVector binary = x.mul(ScalarRows.LOG2_E);
            binary = binary.blend(least, binary.compare(VectorOperators.LT, least));
            IntVector power = (IntVector) binary.sub(0.5f).convertShape(VectorOperators.F2I, INTS, 0);
            FloatVector rounded = (FloatVector) power.convertShape(VectorOperators.I2F, SPECIES, 0);
            FloatVector f = binary.sub(rounded).mul(ScalarRows.LN2);
            FloatVector p = f.mul(1 / 720f).add(1 / 120f);
            p = f.mul(p).add(1 / 24f);
            p = f.mul(p).add(1 / 6f);
            p = f.mul(p).add(1 / 2f);
            p = f.mul(p).add(1f);
            p = f.mul(p).add(1f);
            FloatVector scale = power.add(ScalarRows.EXPONENT_BIAS)
                    .lanewise(VectorOperators.LSHL, ScalarRows.MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector exponential = p.mul(scale);
            exponential.intoArray(values, from + i);
            exponential.add(FloatVector.fromArray(SPECIES, sum, i)).intoArray(sum, i);
        }
    }

    private static void divide(float[] values, int from, float[] sum, int count) {
        for (int i = 0; i < count; i += WIDTH) {
            FloatVector.fromArray(SPECIES, values, from + i)
                    .div(FloatVector.fromArray(SPECIES, sum, i))
                    .intoArray(values, from + i);
        }
    }
}
