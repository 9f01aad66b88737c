package org.e2enet.sparse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.training.Batch;

/** Loss and gradients of a batch in double precision, straight from the formulas: what a step is held against. */
final class NaiveLoss {
    private final Model model;
    private final Recipe recipe;
    private final Batch batch;
    private final List<NaiveInterpreter> samples = new ArrayList<>();
    private final List<Map<Integer, double[]>> logitGradients = new ArrayList<>();
    private double loss;

    private NaiveLoss(Model model, Recipe recipe, Batch batch) {
        this.model = model;
        this.recipe = recipe;
        this.batch = batch;
    }

    static NaiveLoss of(Model model, Recipe recipe, Batch batch) {
        NaiveLoss naive = new NaiveLoss(model, recipe, batch);
        int values = batch.images().length / batch.samples();
        for (int sample = 0; sample < batch.samples(); sample++) {
            float[] image = Arrays.copyOfRange(batch.images(), sample * values, (sample + 1) * values);
            naive.samples.add(NaiveInterpreter.walk(model, batch.patch(), image));
            naive.logitGradients.add(new HashMap<>());
        }
        int heads =
                Math.min(recipe.headWeights().size(), model.graph().outputs().size());
        for (int head = 0; head < heads; head++) {
            naive.head(head);
        }
        return naive;
    }

    double loss() {
        return loss;
    }

    Map<String, double[]> gradients() {
        NaiveGradients gradients = new NaiveGradients();
        for (int sample = 0; sample < samples.size(); sample++) {
            gradients.add(samples.get(sample), logitGradients.get(sample));
        }
        return gradients.byParameter();
    }

    private void head(int head) {
        Graph graph = model.graph();
        int id = graph.outputs().get(head);
        int classes = graph.node(id).channels();
        Size3 scale = graph.node(id).scale();
        Size3 size = batch.patch().dividedBy(scale);
        int voxels = Math.toIntExact(size.volume());
        double weight = recipe.headWeights().get(head);
        double[][] p = new double[samples.size()][];
        double[][] hit = new double[samples.size()][classes];
        double[][] both = new double[samples.size()][classes];
        for (int n = 0; n < samples.size(); n++) {
            p[n] = softmax(samples.get(n).value(id), classes, voxels);
            int sums = recipe.batchDice() ? 0 : n;
            for (int v = 0; v < voxels; v++) {
                int target = target(n, v, size, scale);
                loss -= weight * Math.log(p[n][target * voxels + v]) / (samples.size() * voxels);
                for (int c = 0; c < classes; c++) {
                    both[sums][c] += p[n][c * voxels + v] + (c == target ? 1 : 0);
                    hit[sums][c] += c == target ? p[n][c * voxels + v] : 0;
                }
            }
        }
        int terms = (recipe.batchDice() ? 1 : samples.size()) * (classes - 1);
        for (int n = 0; n < (recipe.batchDice() ? 1 : samples.size()); n++) {
            for (int c = 1; c < classes; c++) {
                loss -= weight * (2 * hit[n][c] + 1e-5) / (both[n][c] + 1e-5 + 1e-8) / terms;
            }
        }
        for (int n = 0; n < samples.size(); n++) {
            int sums = recipe.batchDice() ? 0 : n;
            double[] gradient = new double[classes * voxels];
            for (int v = 0; v < voxels; v++) {
                int target = target(n, v, size, scale);
                double[] byP = new double[classes];
                double mean = 0;
                for (int c = 0; c < classes; c++) {
                    double below = both[sums][c] + 1e-5 + 1e-8;
                    double above = 2 * hit[sums][c] + 1e-5;
                    double dice = c == 0 ? 0 : ((c == target ? 2 : 0) / below - above / (below * below)) / terms;
                    byP[c] = -weight * dice
                            - (c == target ? weight / p[n][c * voxels + v] / (samples.size() * voxels) : 0);
                    mean += byP[c] * p[n][c * voxels + v];
                }
                for (int c = 0; c < classes; c++) {
                    gradient[c * voxels + v] = p[n][c * voxels + v] * (byP[c] - mean);
                }
            }
            logitGradients.get(n).merge(id, gradient, NaiveLoss::sum);
        }
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    private static double[] softmax(double[] logits, int classes, int voxels) {
        double[] p = new double[logits.length];
        for (int v = 0; v < voxels; v++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                max = Math.max(max, logits[c * voxels + v]);
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(logits[c * voxels + v] - max);
            }
            for (int c = 0; c < classes; c++) {
                p[c * voxels + v] = Math.exp(logits[c * voxels + v] - max) / sum;
            }
        }
        return p;
    }

    private int target(int sample, int voxel, Size3 size, Size3 scale) {
        int z = voxel / (size.height() * size.width()) * scale.depth() + scale.depth() / 2;
        int y = voxel / size.width() % size.height() * scale.height() + scale.height() / 2;
        int x = voxel % size.width() * scale.width() + scale.width() / 2;
        Size3 patch = batch.patch();
        return batch.labels()[((sample * patch.depth() + z) * patch.height() + y) * patch.width() + x];
    }
}
