package org.e2enet.torch.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.FloatBuffer;

/**
 * Floats across the border to native memory. On the CPU they are copied straight into and out of libtorch's own memory:
 * DJL's way through direct buffers leaves these to the garbage collector, which sees no need to hurry.
 */
public final class NativeFloats {
    private NativeFloats() {}

    public static NDArray create(PtNDManager manager, float[] values, Shape shape) {
        if (manager.getDevice().isGpu()) {
            return manager.create(values, shape);
        }
        NDArray array = manager.create(shape, DataType.FLOAT32);
        alias(array).put(values);
        return array;
    }

    public static void set(NDArray array, float[] values) {
        if (array.getDevice().isGpu()) {
            array.set(FloatBuffer.wrap(values));
            return;
        }
        alias(array).put(values);
    }

    public static float[] read(NDArray array) {
        if (array.getDevice().isGpu()) {
            return array.toFloatArray();
        }
        float[] values = new float[Math.toIntExact(array.size())];
        alias(array).get(values);
        return values;
    }

    private static FloatBuffer alias(NDArray contiguous) {
        return contiguous.toByteBuffer(true).asFloatBuffer();
    }
}
