package org.e2enet.torch.script;

import java.util.function.Function;

/**
 * How convolutions get their operands. Blocks of 16 channels are oneDNN's own layout; where it fills the last block
 * wrongly ({@link ChannelBlocks}), it is given layouts in which there is nothing to fill.
 */
public enum Operands {
    AS_THEY_ARE,
    /** Float32: channels last, from which oneDNN copies in an order that does no harm. */
    CHANNELS_LAST,
    /** bf16 packs channels in pairs besides: channels last, and as many as fill their blocks. */
    CHANNELS_LAST_IN_SIXTEENS;

    private static final int BLOCK = 16;
    private static final int CHANNELS_LAST_FORMAT = 3;

    /** What the device needs that {@link org.e2enet.torch.runtime.TorchRuntime#open} gave. */
    public static Operands of(boolean gpu, boolean bf16) {
        if (gpu || ChannelBlocks.areFilledRight()) {
            return AS_THEY_ARE;
        }
        return bf16 ? CHANNELS_LAST_IN_SIXTEENS : CHANNELS_LAST;
    }

    /**
     * A convolution's names in TorchScript.
     *
     * @param bias {@code None} where there is none
     * @param in channels that it reads
     * @param out channels that it makes
     * @param outputsFirst whether the weights are {@code [out,in,…]}, not {@code [in,out,…]}
     */
    record Call(String input, String weight, String bias, int in, int out, boolean outputsFirst) {}

    /** @param memoryFormat of the result, libtorch's number */
    String text(Call call, int memoryFormat, Function<Call, String> operator) {
        if (this == AS_THEY_ARE) {
            return operator.apply(call);
        }
        int moreIn = lacking(call.in());
        int moreOut = lacking(call.out());
        String weight = call.outputsFirst()
                ? padded(call.weight(), "0, " + moreIn + ", 0, " + moreOut, moreIn + moreOut)
                : padded(call.weight(), "0, " + moreOut + ", 0, " + moreIn, moreIn + moreOut);
        String bias = call.bias().equals("None") || moreOut == 0
                ? call.bias()
                : "torch.constant_pad_nd(%s, [0, %d])".formatted(call.bias(), moreOut);
        String text = operator.apply(new Call(
                ordered(padded(call.input(), "0, " + moreIn, moreIn), CHANNELS_LAST_FORMAT),
                ordered(weight, CHANNELS_LAST_FORMAT),
                bias,
                call.in() + moreIn,
                call.out() + moreOut,
                call.outputsFirst()));
        return ordered(moreOut == 0 ? text : "torch.slice(%s, 1, 0, %d)".formatted(text, call.out()), memoryFormat);
    }

    private int lacking(int channels) {
        return this == CHANNELS_LAST_IN_SIXTEENS ? Math.ceilDiv(channels, BLOCK) * BLOCK - channels : 0;
    }

    private static String padded(String tensor, String channels, int more) {
        return more == 0 ? tensor : "torch.constant_pad_nd(%s, [0, 0, 0, 0, 0, 0, %s])".formatted(tensor, channels);
    }

    private static String ordered(String tensor, int memoryFormat) {
        return "torch.contiguous(%s, memory_format=%d)".formatted(tensor, memoryFormat);
    }
}
