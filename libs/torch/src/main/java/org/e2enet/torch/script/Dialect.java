package org.e2enet.torch.script;

import org.e2enet.network.Size3;
import org.e2enet.network.graph.Layer;

/** How convolutions are spelt. */
public enum Dialect {
    /** For the CPU: convolutions go to oneDNN always, where the general operator has slow paths of its own. */
    ONE_DNN {
        @Override
        String conv(String input, String weight, String bias, Layer.Conv conv) {
            return "torch.mkldnn_convolution(%s, %s, %s, %s, %s, [1, 1, 1], 1)"
                    .formatted(input, weight, bias, padding(conv.kernel()), list(conv.stride()));
        }
    },
    /** An operator of any device. */
    PORTABLE {
        @Override
        String conv(String input, String weight, String bias, Layer.Conv conv) {
            return "torch.conv3d(%s, %s, %s, %s, %s, [1, 1, 1], 1)"
                    .formatted(input, weight, bias, list(conv.stride()), padding(conv.kernel()));
        }
    };

    abstract String conv(String input, String weight, String bias, Layer.Conv conv);

    static String list(Size3 size) {
        return size.toList().toString();
    }

    private static String padding(Size3 kernel) {
        return kernel.toList().stream().map(extent -> (extent - 1) / 2).toList().toString();
    }
}
