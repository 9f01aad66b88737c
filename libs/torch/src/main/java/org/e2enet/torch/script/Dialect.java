package org.e2enet.torch.script;

import ai.djl.Device;
import org.e2enet.contract.Size3;
import org.e2enet.network.graph.Layer;
import org.e2enet.torch.runtime.Precision;

/** How convolutions and norms are spelt: each use has its fastest exact form. */
public enum Dialect {
    /**
     * Gradients on the CPU. Convolutions go to oneDNN always, where the general operator has slow paths of its own;
     * activations stay in the plain format, in which libtorch's norm sums in double.
     */
    CPU_TRAINING(false) {
        @Override
        String conv(String input, String weight, String bias, Layer.Conv conv) {
            return oneDnn(input, weight, bias, conv);
        }

        @Override
        String norm(String input, String weight, String bias, float epsilon) {
            return instanceNorm(input, weight, bias, epsilon);
        }
    },
    /**
     * Inference on the CPU, batch 1, channels-last: oneDNN then needs no reordering. libtorch's norm sums naively in this
     * format (4e-2 off on the golden figures), so the statistics are taken by reductions of their own.
     */
    CPU_INFERENCE(true) {
        @Override
        String conv(String input, String weight, String bias, Layer.Conv conv) {
            return oneDnn(input, weight, bias, conv);
        }

        @Override
        String norm(String input, String weight, String bias, float epsilon) {
            return "self.norm(%s, %s, %s, %s)".formatted(input, weight, bias, epsilon);
        }
    },
    /** Operators of any device and any batch size, with gradients or without. */
    PORTABLE(false) {
        @Override
        String conv(String input, String weight, String bias, Layer.Conv conv) {
            return plain(input, weight, bias, conv);
        }

        @Override
        String norm(String input, String weight, String bias, float epsilon) {
            return instanceNorm(input, weight, bias, epsilon);
        }
    };

    private final boolean channelsLast;

    Dialect(boolean channelsLast) {
        this.channelsLast = channelsLast;
    }

    /** For steps on this device. */
    public static Dialect ofTraining(Device device, Precision precision) {
        return isPortable(device, precision) ? PORTABLE : CPU_TRAINING;
    }

    /** For forwards on this device. */
    public static Dialect ofInference(Device device, Precision precision) {
        return isPortable(device, precision) ? PORTABLE : CPU_INFERENCE;
    }

    private static boolean isPortable(Device device, Precision precision) {
        return device.isGpu() || precision == Precision.BF16 && !OneDnn.takesBf16();
    }

    abstract String conv(String input, String weight, String bias, Layer.Conv conv);

    abstract String norm(String input, String weight, String bias, float epsilon);

    /** libtorch's number of the memory format that weights and activations have. */
    int memoryFormat() {
        return channelsLast ? 3 : 0;
    }

    /** Methods that the written layers call. */
    String methods() {
        return channelsLast ? """
                  def norm(self: __torch__.M, x: Tensor, w: Tensor, b: Tensor, eps: float) -> Tensor:
                    m = torch.mean(x, [0, 2, 3, 4], True, dtype=6)
                    v = torch.mean(torch.square_(torch.sub(x, m)), [0, 2, 3, 4], False, dtype=6)
                    return torch.batch_norm(x, w, b, torch.flatten(m), v, False, 0., eps, False)
                """ : "";
    }

    static String list(Size3 size) {
        return size.toList().toString();
    }

    private static String oneDnn(String input, String weight, String bias, Layer.Conv conv) {
        if (!OneDnn.isUsed()) {
            return plain(input, weight, bias, conv);
        }
        return "torch.mkldnn_convolution(%s, %s, %s, %s, %s, [1, 1, 1], 1)"
                .formatted(input, weight, bias, padding(conv.kernel()), list(conv.stride()));
    }

    private static String plain(String input, String weight, String bias, Layer.Conv conv) {
        return "torch.conv3d(%s, %s, %s, %s, %s, [1, 1, 1], 1)"
                .formatted(input, weight, as(input, bias), list(conv.stride()), padding(conv.kernel()));
    }

    /** A bias in its input's precision, which only oneDNN does not ask for. */
    static String as(String input, String bias) {
        return bias.equals("None") ? bias : "torch.type_as(%s, %s)".formatted(bias, input);
    }

    private static String instanceNorm(String input, String weight, String bias, float epsilon) {
        return "torch.instance_norm(%s, %s, %s, None, None, True, 0., %s, False)"
                .formatted(input, weight, bias, epsilon);
    }

    private static String padding(Size3 kernel) {
        return kernel.toList().stream().map(extent -> (extent - 1) / 2).toList().toString();
    }
}
