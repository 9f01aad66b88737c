package org.e2enet.torch.script;

import org.e2enet.network.Size3;
import org.e2enet.network.graph.Layer;

/** How a graph's layers are spelt. */
public enum Dialect {
    /** For the CPU and batch 1: convolutions go to oneDNN always, where the general operator has slow paths of its own. */
    ONE_DNN {
        @Override
        String conv(String input, String weight, String bias, Layer.Conv conv) {
            return "torch.mkldnn_convolution(%s, %s, %s, %s, %s, [1, 1, 1], 1)"
                    .formatted(input, weight, bias, padding(conv.kernel()), list(conv.stride()));
        }

        @Override
        String instanceNorm(String input, String weight, String bias, float epsilon) {
            // Over one sample the statistics of batch norm are those of instance norm, and it keeps channels-last.
            return "torch.batch_norm(%s, %s, %s, None, None, True, 0., %s, False)"
                    .formatted(input, weight, bias, epsilon);
        }
    },
    /** Operators of any device and any batch size. */
    PORTABLE {
        @Override
        String conv(String input, String weight, String bias, Layer.Conv conv) {
            return "torch.conv3d(%s, %s, %s, %s, %s, [1, 1, 1], 1)"
                    .formatted(input, weight, bias, list(conv.stride()), padding(conv.kernel()));
        }

        @Override
        String instanceNorm(String input, String weight, String bias, float epsilon) {
            return "torch.instance_norm(%s, %s, %s, None, None, True, 0., %s, False)"
                    .formatted(input, weight, bias, epsilon);
        }
    };

    abstract String conv(String input, String weight, String bias, Layer.Conv conv);

    abstract String instanceNorm(String input, String weight, String bias, float epsilon);

    static String list(Size3 size) {
        return size.toList().toString();
    }

    private static String padding(Size3 kernel) {
        return kernel.toList().stream().map(extent -> (extent - 1) / 2).toList().toString();
    }
}
