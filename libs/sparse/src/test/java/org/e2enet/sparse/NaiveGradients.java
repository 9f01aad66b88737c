package org.e2enet.sparse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Node;
import org.e2enet.network.graph.Parameter;

/**
 * The graph walked backwards in double precision over the values of a {@link NaiveInterpreter}: gradients of every parameter,
 * of masked kernels too. Adds up over samples.
 */
final class NaiveGradients {
    private final Map<String, double[]> byParameter = new LinkedHashMap<>();
    private NaiveInterpreter forward;
    private Model model;
    private double[][] gradients;

    Map<String, double[]> byParameter() {
        return byParameter;
    }

    /** @param heads gradient of the loss with respect to the output of nodes, by id */
    void add(NaiveInterpreter walked, Map<Integer, double[]> heads) {
        forward = walked;
        model = walked.model();
        gradients = new double[model.graph().nodes().size()][];
        heads.forEach((id, gradient) -> {
            double[] sum = gradient(id);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += gradient[i];
            }
        });
        for (Node node : model.graph().nodes().reversed()) {
            if (gradients[node.id()] != null) {
                lead(node, gradients[node.id()]);
            }
        }
    }

    private double[] gradient(int id) {
        if (gradients[id] == null) {
            gradients[id] = new double[forward.value(id).length];
        }
        return gradients[id];
    }

    private double[] of(Parameter parameter) {
        return byParameter.computeIfAbsent(parameter.name(), _ -> new double[parameter.elements()]);
    }

    private void lead(Node node, double[] g) {
        switch (node.layer()) {
            case Layer.Input _ -> {}
            case Layer.Shift shift -> shift(node, shift, g);
            case Layer.Conv conv -> conv(node, conv, g);
            case Layer.TransposedConv up -> up(node, up, g);
            case Layer.InstanceNorm norm -> norm(node, norm, g);
            case Layer.LeakyRelu relu -> {
                double[] x = forward.value(node.inputs().getFirst());
                double[] in = gradient(node.inputs().getFirst());
                for (int i = 0; i < g.length; i++) {
                    in[i] += x[i] > 0 ? g[i] : relu.slope() * g[i];
                }
            }
            case Layer.MaxPool pool -> pool(node, pool, g);
            case Layer.Concat _ -> {
                int at = 0;
                for (int id : node.inputs()) {
                    double[] in = gradient(id);
                    for (int i = 0; i < in.length; i++) {
                        in[i] += g[at++];
                    }
                }
            }
            case Layer.Add _ -> {
                for (int id : node.inputs()) {
                    double[] in = gradient(id);
                    for (int i = 0; i < in.length; i++) {
                        in[i] += g[i];
                    }
                }
            }
        }
    }

    private static int index(Size3 size, int c, int z, int y, int x) {
        return ((c * size.depth() + z) * size.height() + y) * size.width() + x;
    }

    private static boolean isInside(Size3 size, int z, int y, int x) {
        return z >= 0 && z < size.depth() && y >= 0 && y < size.height() && x >= 0 && x < size.width();
    }

    private interface Voxel {
        void at(int c, int z, int y, int x, int index);
    }

    private static void each(int channels, Size3 size, Voxel voxel) {
        int at = 0;
        for (int c = 0; c < channels; c++) {
            for (int z = 0; z < size.depth(); z++) {
                for (int y = 0; y < size.height(); y++) {
                    for (int x = 0; x < size.width(); x++) {
                        voxel.at(c, z, y, x, at++);
                    }
                }
            }
        }
    }

    private void shift(Node node, Layer.Shift shift, double[] g) {
        Size3 size = forward.size(node.id());
        double[] in = gradient(node.inputs().getFirst());
        each(node.channels(), size, (c, z, y, x, at) -> {
            int by = shift.offsetOf(c, node.channels());
            int fromZ = z - (shift.axis() == Axis.DEPTH ? by : 0);
            int fromY = y - (shift.axis() == Axis.HEIGHT ? by : 0);
            int fromX = x - (shift.axis() == Axis.WIDTH ? by : 0);
            if (isInside(size, fromZ, fromY, fromX)) {
                in[index(size, c, fromZ, fromY, fromX)] += g[at];
            }
        });
    }

    private void conv(Node node, Layer.Conv conv, double[] g) {
        int input = node.inputs().getFirst();
        Size3 size = forward.size(input);
        double[] x = forward.value(input);
        double[] in = gradient(input);
        double[] weights = forward.weights(conv.weight());
        double[] changes = of(conv.weight());
        Size3 k = conv.kernel();
        Size3 s = conv.stride();
        conv.bias()
                .map(this::of)
                .ifPresent(
                        bias -> each(node.channels(), forward.size(node.id()), (o, _, _, _, at) -> bias[o] += g[at]));
        each(node.channels(), forward.size(node.id()), (o, z, y, w, at) -> {
            for (int i = 0; i < conv.inputChannels(); i++) {
                for (int tap = 0; tap < k.volume(); tap++) {
                    int fromZ = z * s.depth() + tap / (k.height() * k.width()) - (k.depth() - 1) / 2;
                    int fromY = y * s.height() + tap / k.width() % k.height() - (k.height() - 1) / 2;
                    int fromX = w * s.width() + tap % k.width() - (k.width() - 1) / 2;
                    if (isInside(size, fromZ, fromY, fromX)) {
                        int from = index(size, i, fromZ, fromY, fromX);
                        int weight = (o * conv.inputChannels() + i) * (int) k.volume() + tap;
                        changes[weight] += g[at] * x[from];
                        in[from] += g[at] * weights[weight];
                    }
                }
            }
        });
    }

    private void up(Node node, Layer.TransposedConv up, double[] g) {
        int input = node.inputs().getFirst();
        Size3 size = forward.size(input);
        double[] x = forward.value(input);
        double[] in = gradient(input);
        double[] weights = forward.weights(up.weight());
        double[] changes = of(up.weight());
        Size3 s = up.stride();
        up.bias()
                .map(this::of)
                .ifPresent(
                        bias -> each(node.channels(), forward.size(node.id()), (o, _, _, _, at) -> bias[o] += g[at]));
        each(node.channels(), forward.size(node.id()), (o, z, y, w, at) -> {
            int tap = (z % s.depth() * s.height() + y % s.height()) * s.width() + w % s.width();
            if (isInside(size, z / s.depth(), y / s.height(), w / s.width())) {
                for (int i = 0; i < up.inputChannels(); i++) {
                    int from = index(size, i, z / s.depth(), y / s.height(), w / s.width());
                    int weight = (i * up.outputChannels() + o) * (int) s.volume() + tap;
                    changes[weight] += g[at] * x[from];
                    in[from] += g[at] * weights[weight];
                }
            }
        });
    }

    private void norm(Node node, Layer.InstanceNorm norm, double[] g) {
        int input = node.inputs().getFirst();
        double[] x = forward.value(input);
        double[] in = gradient(input);
        double[] gamma = of(norm.weight());
        double[] beta = of(norm.bias());
        int volume = g.length / node.channels();
        for (int c = 0; c < node.channels(); c++) {
            double mean = 0;
            for (int v = 0; v < volume; v++) {
                mean += x[c * volume + v] / volume;
            }
            double variance = 0;
            for (int v = 0; v < volume; v++) {
                variance += Math.pow(x[c * volume + v] - mean, 2) / volume;
            }
            double deviation = Math.sqrt(variance + norm.epsilon());
            double sum = 0;
            double normSum = 0;
            for (int v = 0; v < volume; v++) {
                sum += g[c * volume + v];
                normSum += g[c * volume + v] * (x[c * volume + v] - mean) / deviation;
            }
            gamma[c] += normSum;
            beta[c] += sum;
            double scale = model.weight(norm.weight()).values()[c] / deviation;
            for (int v = 0; v < volume; v++) {
                double normalised = (x[c * volume + v] - mean) / deviation;
                in[c * volume + v] += scale * (g[c * volume + v] - sum / volume - normalised * normSum / volume);
            }
        }
    }

    private void pool(Node node, Layer.MaxPool pool, double[] g) {
        int input = node.inputs().getFirst();
        Size3 size = forward.size(input);
        double[] x = forward.value(input);
        double[] in = gradient(input);
        Size3 s = pool.stride();
        each(node.channels(), forward.size(node.id()), (c, z, y, w, at) -> {
            int best = -1;
            for (int tap = 0; tap < s.volume(); tap++) {
                int from = index(
                        size,
                        c,
                        z * s.depth() + tap / (s.height() * s.width()),
                        y * s.height() + tap / s.width() % s.height(),
                        w * s.width() + tap % s.width());
                best = best < 0 || x[from] > x[best] ? from : best;
            }
            in[best] += g[at];
        });
    }
}
