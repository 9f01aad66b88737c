package org.e2enet.torch.training;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.e2enet.contract.Size3;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.architecture.Presets;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.graph.Parameter;
import org.e2enet.network.topology.KernelMask;
import org.e2enet.network.topology.Topology;
import org.e2enet.network.training.Batch;
import org.e2enet.safetensors.Tensor;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.TorchDevice;
import org.e2enet.torch.runtime.TorchOptions;

/** A network and a batch small enough for hundreds of steps. */
public final class SmallRun {
    public static final Size3 PATCH = new Size3(8, 16, 8);
    public static final int CLASSES = 3;
    public static final TorchOptions TWO_THREADS = new TorchOptions(TorchDevice.CPU, Precision.FLOAT32, 2);

    private SmallRun() {}

    public static Model model(long seed) {
        Graph graph = Architectures.graph(Presets.e2enet(6, 12, 3, 1, CLASSES, PATCH, 0.5));
        Random random = new Random(seed);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Map<String, KernelMask> masks = new LinkedHashMap<>();
        for (Parameter parameter : graph.parameters()) {
            float[] values = new float[parameter.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (parameter.kind()) {
                    case CONV_WEIGHT, TRANSPOSED_CONV_WEIGHT -> (float) random.nextGaussian() * 0.2f;
                    case NORM_WEIGHT -> 1;
                    case CONV_BIAS, NORM_BIAS -> 0;
                };
            }
            weights.put(parameter.name(), new Tensor(parameter.shape(), values));
            if (parameter.maskable()) {
                masks.put(parameter.name(), half(parameter, random));
            }
        }
        return new Model(graph, weights, new Topology(masks));
    }

    public static KernelMask half(Parameter parameter, Random random) {
        BitSet active = new BitSet();
        for (int kernel = 0; kernel < parameter.rows() * parameter.columns(); kernel++) {
            active.set(kernel, random.nextBoolean());
        }
        return new KernelMask(parameter.rows(), parameter.columns(), active);
    }

    /** Voxels whose label follows from their brightness. */
    public static Batch batch(long seed, int samples) {
        Random random = new Random(seed);
        float[] images = new float[(int) PATCH.volume() * samples];
        short[] labels = new short[images.length];
        for (int i = 0; i < images.length; i++) {
            labels[i] = (short) random.nextInt(CLASSES);
            images[i] = labels[i] + (float) random.nextGaussian() * 0.1f;
        }
        return new Batch(images, labels, samples, PATCH);
    }
}
