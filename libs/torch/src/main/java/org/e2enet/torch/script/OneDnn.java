package org.e2enet.torch.script;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.e2enet.faults.FaultException;
import org.e2enet.safetensors.Tensor;
import org.e2enet.torch.runtime.NativeFloats;
import org.e2enet.torch.runtime.OneDnnSwitch;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.ScriptModule;
import org.e2enet.torch.runtime.TorchRuntime;

/**
 * Whether oneDNN, libtorch's convolutions on CPUs, computes right on this machine. It orders the copies into its blocks of
 * channels by the size of the first-level cache. A virtual machine may hide that ({@code lscpu} then lists no caches; seen
 * on AMD EPYC, family 26); the order then made for a cache of no bytes overwrites channels with the zeros that fill the last
 * block: no error, only wrong sums, in the end NaN. So a convolution is asked whose sum is known, and where it is wrong
 * oneDNN is switched off for this process (docs/decisions/0143). In bf16 it computes only on CPUs that have instructions for it.
 */
final class OneDnn {
    /** A block and a half: half of the second has to be filled. */
    private static final int CHANNELS = 24;

    private static final int SAMPLES = 2;
    private static final int EDGE = 8;
    private static final int TAPS = 9;

    private static Boolean used;
    private static Boolean takesBf16;

    private OneDnn() {}

    /**
     * Asked once per process, when it is first needed: libtorch is loaded for it.
     *
     * @throws org.e2enet.faults.FaultException TOR-106 when it computes wrong and cannot be switched off
     */
    static synchronized boolean isUsed() {
        if (used == null) {
            boolean right = isRight(Precision.FLOAT32);
            if (!right) {
                OneDnnSwitch.turnOff();
                System.getLogger(OneDnn.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "oneDNN computes wrong on this machine (does lscpu list its caches?) and is switched off;"
                                        + " libtorch is slower without it and takes more memory");
            }
            used = right;
        }
        return used;
    }

    /** Whether it is used, and computes in bf16 on this CPU; asked once per process. */
    static synchronized boolean takesBf16() {
        if (takesBf16 == null) {
            try {
                takesBf16 = isUsed() && isRight(Precision.BF16);
            } catch (FaultException refused) {
                takesBf16 = false;
            }
        }
        return takesBf16;
    }

    private static boolean isRight(Precision precision) {
        float[] volumes = new float[SAMPLES * CHANNELS * EDGE * EDGE * EDGE];
        float[] weights = new float[CHANNELS * CHANNELS * TAPS];
        Arrays.fill(volumes, 1);
        Arrays.fill(weights, 1);
        TorchRuntime.enterThread();
        try (PtNDManager manager = TorchRuntime.newManager(Device.cpu());
                ScriptModule program = ScriptModule.load(manager, program(weights, precision), "a sum that is known")) {
            Shape shape = new Shape(SAMPLES, CHANNELS, EDGE, EDGE, EDGE);
            NDList input = new NDList(NativeFloats.create(manager, volumes, shape));
            float[] sums = NativeFloats.read(program.forward(input, false).singletonOrThrow());
            boolean right = sums.length == volumes.length;
            for (int row = 0; right && row < sums.length / EDGE; row++) {
                boolean atBorder = row % EDGE == 0 || row % EDGE == EDGE - 1;
                right = atBorder || sums[row * EDGE + EDGE / 2] == CHANNELS * TAPS;
            }
            return right;
        }
    }

    private static byte[] program(float[] weights, Precision precision) {
        String code = ModuleText.header(List.of("p0")) + """
                  def forward(self: __torch__.M, x: Tensor) -> Tensor:
                    v = torch.to(x, %1$d)
                    w = torch.to(self.p0, %1$d)
                    y = torch.mkldnn_convolution(v, w, None, [0, 1, 1], [1, 1, 1], [1, 1, 1], 1)
                    return torch.contiguous(torch.to(y, 6))
                """.formatted(precision == Precision.BF16 ? 15 : 6);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Archive.write(bytes, code, List.of(new Tensor(List.of(CHANNELS, CHANNELS, 1, 3, 3), weights)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
