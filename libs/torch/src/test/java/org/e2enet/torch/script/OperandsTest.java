package org.e2enet.torch.script;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.e2enet.safetensors.Tensor;
import org.e2enet.torch.runtime.NativeFloats;
import org.e2enet.torch.runtime.ScriptModule;
import org.e2enet.torch.runtime.TorchRuntime;
import org.e2enet.torch.training.SmallRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions over channels that fill their blocks of 16 and that do not, against plain sums. */
class OperandsTest {
    private static final int SAMPLES = 2;
    private static final int D = 4;
    private static final int H = 8;
    private static final int W = 6;
    private static final int VOXELS = D * H * W;
    private static final double FLOAT32 = 1e-5;
    private static final double BF16 = 1e-2;

    private final Random random = new Random(11);

    /** Which operands this machine needs is its own affair; the sums are right on any. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 17, 19, 24, 30, 37})
    void shouldComeToThePlainSumsWhateverTheChannels(int in) throws IOException {
        TorchRuntime.open(SmallRun.TWO_THREADS);
        for (int out : new int[] {3, 16, 24, 37}) {
            compare(in, out, Operands.of(false, false), false);
            compare(in, out, Operands.of(false, true), true);
            compare(in, out, Operands.CHANNELS_LAST, false);
            compare(in, out, Operands.CHANNELS_LAST_IN_SIXTEENS, true);
        }
    }

    private void compare(int in, int out, Operands operands, boolean bf16) throws IOException {
        float[] x = normal(SAMPLES * in * VOXELS);
        float[] weights = normal(out * in * 9);
        float[] lifts = normal(in * out * 8);
        float[] bias = normal(out);
        String conv = "torch.mkldnn_convolution(%s, %s, %s, [0, 1, 1], [1, 1, 1], [1, 1, 1], 1)";
        String up = "torch.conv_transpose3d(%s, %s, %s, [2, 2, 2], [0, 0, 0], [0, 0, 0], 1, [1, 1, 1])";
        String what = in + " to " + out + " channels, " + operands + (bf16 ? ", bf16" : "");
        Tensor kernel = new Tensor(List.of(out, in, 1, 3, 3), weights);
        Tensor lift = new Tensor(List.of(in, out, 2, 2, 2), lifts);
        double most = bf16 ? BF16 : FLOAT32;
        for (Dialect dialect : List.of(Dialect.CPU_TRAINING, Dialect.CPU_INFERENCE)) {
            Shape shape = new Shape(SAMPLES, in, D, H, W);
            assertClose(
                    conv(x, weights, bias, in, out),
                    run(conv, operands, dialect, bf16, x, shape, kernel, bias),
                    most,
                    what);
            assertClose(
                    up(x, lifts, bias, in, out),
                    run(up, operands, dialect, bf16, x, shape, lift, bias),
                    most,
                    what + " up");
        }
    }

    private static float[] run(
            String operator,
            Operands operands,
            Dialect dialect,
            boolean bf16,
            float[] x,
            Shape shape,
            Tensor weight,
            float[] bias)
            throws IOException {
        boolean outputsFirst = !operator.contains("transpose");
        int dtype = bf16 ? 15 : 6;
        int format = dialect.memoryFormat();
        Operands.Call given = new Operands.Call(
                "torch.contiguous(torch.to(x, %d), memory_format=%d)".formatted(dtype, format),
                "torch.contiguous(torch.to(self.p0, %d), memory_format=%d)".formatted(dtype, format),
                "torch.to(self.p1, %d)".formatted(dtype),
                (int) shape.get(1),
                bias.length,
                outputsFirst);
        String text =
                operands.text(given, format, call -> operator.formatted(call.input(), call.weight(), call.bias()));
        String code = ModuleText.header(List.of("p0", "p1"))
                + "  def forward(self: __torch__.M, x: Tensor) -> Tensor:\n"
                + "    return torch.contiguous(torch.to(" + text + ", 6))\n";
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        Archive.write(archive, code, List.of(weight, new Tensor(List.of(bias.length), bias)));
        TorchRuntime.enterThread();
        try (PtNDManager manager = TorchRuntime.newManager(Device.cpu());
                ScriptModule module = ScriptModule.load(manager, archive.toByteArray(), "a convolution")) {
            NDList input = new NDList(NativeFloats.create(manager, x, shape));
            return NativeFloats.read(module.forward(input, false).singletonOrThrow());
        }
    }

    private float[] normal(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double[] conv(float[] x, float[] weights, float[] bias, int in, int out) {
        double[] sums = new double[SAMPLES * out * VOXELS];
        for (int i = 0; i < sums.length; i++) {
            int w = i % W;
            int h = i / W % H;
            int output = i / VOXELS % out;
            int sample = i / VOXELS / out;
            sums[i] = bias[output];
            for (int tap = 0; tap < 9; tap++) {
                int row = h + tap / 3 - 1;
                int column = w + tap % 3 - 1;
                boolean inside = row >= 0 && row < H && column >= 0 && column < W;
                for (int c = 0; inside && c < in; c++) {
                    int voxel = ((sample * in + c) * D + i / (H * W) % D) * H * W + row * W + column;
                    sums[i] += (double) x[voxel] * weights[(output * in + c) * 9 + tap];
                }
            }
        }
        return sums;
    }

    private static double[] up(float[] x, float[] lifts, float[] bias, int in, int out) {
        double[] sums = new double[SAMPLES * out * VOXELS * 8];
        for (int i = 0; i < sums.length; i++) {
            int w = i % (2 * W);
            int h = i / (2 * W) % (2 * H);
            int d = i / (4 * H * W) % (2 * D);
            int output = i / (8 * VOXELS) % out;
            int sample = i / (8 * VOXELS) / out;
            int corner = d % 2 * 4 + h % 2 * 2 + w % 2;
            sums[i] = bias[output];
            for (int c = 0; c < in; c++) {
                int voxel = ((sample * in + c) * D + d / 2) * H * W + h / 2 * W + w / 2;
                sums[i] += (double) x[voxel] * lifts[(c * out + output) * 8 + corner];
            }
        }
        return sums;
    }

    private static void assertClose(double[] expected, float[] actual, double most, String what) {
        double error = 0;
        double size = 0;
        for (int i = 0; i < expected.length; i++) {
            error += Math.pow(expected[i] - actual[i], 2);
            size += Math.pow(expected[i], 2);
        }
        double relative = Math.sqrt(error / size);
        assertTrue(relative < most, what + ": off by " + relative);
    }
}
