package org.e2enet.safetensors;

/** Other number types to float32. */
final class Conversions {
    private Conversions() {}

    static float[] fromDoubles(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    static float[] fromInts(int[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }

    /** The mask keeps the sign (all bits) or takes it away (lower 16). */
    static float[] fromShorts(short[] values, int mask) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i] & mask;
        }
        return floats;
    }

    /** The mask keeps the sign (all bits) or takes it away (lower 8). */
    static float[] fromBytes(byte[] values, int mask) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i] & mask;
        }
        return floats;
    }

    /** IEEE 754 binary16. */
    static float[] fromHalves(short[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = Float.float16ToFloat(values[i]);
        }
        return floats;
    }

    /** The upper half of a float32. */
    static float[] fromBrains(short[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = Float.intBitsToFloat(values[i] << 16);
        }
        return floats;
    }
}
