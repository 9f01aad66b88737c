package org.e2enet.sparse;

import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.Axis;
import org.e2enet.contract.Size3;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Layer;
import org.e2enet.network.graph.Node;
import org.e2enet.network.graph.Parameter;

/**
 * The graph walked node by node in double precision on plain {@code [C][D][H][W]} arrays: no layout, no fusion, no plan.
 * What the engine is held against where there are no golden figures.
 */
final class NaiveInterpreter {
    private final Model model;
    private final Size3 patch;
    private final List<double[]> values = new ArrayList<>();

    private NaiveInterpreter(Model model, Size3 patch) {
        this.model = model;
        this.patch = patch;
    }

    static List<double[]> forward(Model model, Size3 patch, float[] input) {
        NaiveInterpreter walked = walk(model, patch, input);
        return model.graph().outputs().stream().map(walked::value).toList();
    }

    /** A forward that keeps the value of every node. */
    static NaiveInterpreter walk(Model model, Size3 patch, float[] input) {
        NaiveInterpreter interpreter = new NaiveInterpreter(model, patch);
        for (Node node : model.graph().nodes()) {
            interpreter.values.add(interpreter.value(node, input));
        }
        return interpreter;
    }

    Model model() {
        return model;
    }

    double[] value(int id) {
        return values.get(id);
    }

    Size3 size(int id) {
        return patch.dividedBy(model.graph().node(id).scale());
    }

    /** A layer's weights, 0 where they are masked: gathered once for a layer, for a look-up at each voxel takes most of a walk's time. */
    double[] weights(Parameter parameter) {
        float[] all = model.weight(parameter).values();
        double[] weights = new double[all.length];
        for (int index = 0; index < all.length; index++) {
            int kernel = index / parameter.taps();
            int row = kernel / parameter.columns();
            int column = kernel % parameter.columns();
            boolean masked = model.topology()
                    .mask(parameter.name())
                    .map(mask -> !mask.isActive(row, column))
                    .orElse(false);
            weights[index] = masked ? 0 : all[index];
        }
        return weights;
    }

    private double[] weights(Layer layer) {
        return switch (layer) {
            case Layer.Conv conv -> weights(conv.weight());
            case Layer.TransposedConv up -> weights(up.weight());
            default -> new double[0];
        };
    }

    private double[] value(Node node, float[] input) {
        Size3 out = size(node.id());
        double[] result = new double[Math.toIntExact(node.channels() * out.volume())];
        if (node.layer() instanceof Layer.Input) {
            for (int i = 0; i < result.length; i++) {
                result[i] = input[i];
            }
            return result;
        }
        Size3 in = size(node.inputs().getFirst());
        double[] x = values.get(node.inputs().getFirst());
        int inputChannels = model.graph().node(node.inputs().getFirst()).channels();
        int at = 0;
        int volume = Math.toIntExact(out.volume());
        if (node.layer() instanceof Layer.InstanceNorm norm) {
            normalise(norm, x, result, node.channels(), volume);
            return result;
        }
        if (node.layer() instanceof Layer.Concat) {
            for (int id : node.inputs()) {
                System.arraycopy(values.get(id), 0, result, at, values.get(id).length);
                at += values.get(id).length;
            }
            return result;
        }
        double[] weights = weights(node.layer());
        for (int c = 0; c < node.channels(); c++) {
            for (int z = 0; z < out.depth(); z++) {
                for (int y = 0; y < out.height(); y++) {
                    for (int w = 0; w < out.width(); w++, at++) {
                        result[at] = switch (node.layer()) {
                            case Layer.Shift shift -> {
                                int by = shift.offsetOf(c, node.channels());
                                yield read(
                                        x,
                                        in,
                                        c,
                                        z - (shift.axis() == Axis.DEPTH ? by : 0),
                                        y - (shift.axis() == Axis.HEIGHT ? by : 0),
                                        w - (shift.axis() == Axis.WIDTH ? by : 0));
                            }
                            case Layer.Conv conv -> conv(conv, weights, x, in, inputChannels, c, z, y, w);
                            case Layer.TransposedConv up -> up(up, weights, x, in, inputChannels, c, z, y, w);
                            case Layer.LeakyRelu relu -> x[at] >= 0 ? x[at] : relu.slope() * x[at];
                            case Layer.MaxPool pool -> max(pool, x, in, c, z, y, w);
                            case Layer.Add _ -> {
                                double sum = 0;
                                for (int id : node.inputs()) {
                                    sum += values.get(id)[at];
                                }
                                yield sum;
                            }
                            case Layer.Input _, Layer.InstanceNorm _, Layer.Concat _ ->
                                throw new IllegalStateException("done above");
                        };
                    }
                }
            }
        }
        return result;
    }

    private static double read(double[] x, Size3 size, int c, int z, int y, int w) {
        boolean inside = z >= 0 && z < size.depth() && y >= 0 && y < size.height() && w >= 0 && w < size.width();
        return inside ? x[((c * size.depth() + z) * size.height() + y) * size.width() + w] : 0;
    }

    private double conv(
            Layer.Conv conv, double[] weights, double[] x, Size3 in, int inputs, int o, int z, int y, int w) {
        double sum = conv.bias().map(b -> (double) model.weight(b).values()[o]).orElse(0.0);
        Size3 k = conv.kernel();
        Size3 s = conv.stride();
        for (int i = 0; i < inputs; i++) {
            for (int tap = 0; tap < k.volume(); tap++) {
                int kz = tap / (k.height() * k.width());
                int ky = tap / k.width() % k.height();
                int kx = tap % k.width();
                sum += weights[(o * inputs + i) * (int) k.volume() + tap]
                        * read(
                                x,
                                in,
                                i,
                                z * s.depth() + kz - (k.depth() - 1) / 2,
                                y * s.height() + ky - (k.height() - 1) / 2,
                                w * s.width() + kx - (k.width() - 1) / 2);
            }
        }
        return sum;
    }

    private double up(
            Layer.TransposedConv up, double[] weights, double[] x, Size3 in, int inputs, int o, int z, int y, int w) {
        Size3 s = up.stride();
        int tap = (z % s.depth() * s.height() + y % s.height()) * s.width() + w % s.width();
        double sum = up.bias().map(b -> (double) model.weight(b).values()[o]).orElse(0.0);
        for (int i = 0; i < inputs; i++) {
            sum += weights[(i * up.outputChannels() + o) * (int) s.volume() + tap]
                    * read(x, in, i, z / s.depth(), y / s.height(), w / s.width());
        }
        return sum;
    }

    private static double max(Layer.MaxPool pool, double[] x, Size3 in, int c, int z, int y, int w) {
        Size3 s = pool.stride();
        double max = Double.NEGATIVE_INFINITY;
        for (int kz = 0; kz < s.depth(); kz++) {
            for (int ky = 0; ky < s.height(); ky++) {
                for (int kx = 0; kx < s.width(); kx++) {
                    max = Math.max(max, read(x, in, c, z * s.depth() + kz, y * s.height() + ky, w * s.width() + kx));
                }
            }
        }
        return max;
    }

    private void normalise(Layer.InstanceNorm norm, double[] x, double[] result, int channels, int volume) {
        for (int c = 0; c < channels; c++) {
            double mean = 0;
            for (int v = 0; v < volume; v++) {
                mean += x[c * volume + v] / volume;
            }
            double variance = 0;
            for (int v = 0; v < volume; v++) {
                variance += Math.pow(x[c * volume + v] - mean, 2) / volume;
            }
            double scale = model.weight(norm.weight()).values()[c] / Math.sqrt(variance + norm.epsilon());
            for (int v = 0; v < volume; v++) {
                result[c * volume + v] = (x[c * volume + v] - mean) * scale
                        + model.weight(norm.bias()).values()[c];
            }
        }
    }
}
