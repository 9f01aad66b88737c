package org.e2enet.torch.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.graph.Graph;
import org.e2enet.torch.runtime.Precision;

/**
 * One training step as one program: forward per sample, loss, gradients, clipping, optimiser and masks, so that a step is
 * a single native call and the same text runs on any device. The text is {@code step.torchscript} with the graph's body
 * and the recipe's choices filled in.
 *
 * <p>Arguments: {@code x [N,C,D,H,W]} float32, {@code t [N,D,H,W]} uint8, {@code s} float64 {@code [learning rate,
 * momentum, weight decay, clip norm, β2, 1 − β1^t, 1 − β2^t]} and one list {@code a}: the weights, then their moments,
 * then the masks {@code [rows,columns,1,1,1]}. Weights and moments change in place unless the loss or a gradient is not
 * finite. Result: float64 {@code [loss, norm of active, norm of all, sum of the weights after the update, (ce, dice) per
 * head]}, then the gradients before clipping.
 */
public final class StepScript {
    /** Positions in the first result. */
    public static final int LOSS = 0;

    public static final int NORM_ACTIVE = 1;
    public static final int NORM_ALL = 2;
    public static final int WEIGHT_SUM = 3;
    public static final int HEADS = 4;

    private StepScript() {}

    /**
     * @param masked positions in {@link Graph#parameters()} of the tensors with a mask, in the order of their masks
     * @param clipByAll counts the gradient of masked weights in the norm, as the released code does
     * @param dialect for the device the step runs on
     * @param precision of convolutions and activations: norms' statistics, losses, gradients, weights and moments are
     *     float32 in either
     */
    public static String code(
            Graph graph, Recipe recipe, List<Integer> masked, boolean clipByAll, Dialect dialect, Precision precision) {
        int heads = heads(graph, recipe);
        Optimizer.Kind kind = recipe.optimizer().kind();
        Map<String, String> choices = new HashMap<>(Map.of(
                "classes", Integer.toString(graph.classes()),
                "diceAxes", recipe.batchDice() ? "0, 2" : "2",
                "parameters", Integer.toString(graph.parameters().size()),
                "moments", Integer.toString(moments(kind)),
                "masked", masked.toString(),
                "heads", heads(graph, heads),
                "headWeights", recipe.headWeights().subList(0, heads).toString(),
                "clipNorm", clipByAll ? "all" : "active",
                "update", resource(kind == Optimizer.Kind.SGD ? "sgd.torchscript" : "adamw.torchscript")));
        choices.put("convolutions", convolutions(graph).toString());
        choices.put("dtype", precision == Precision.BF16 ? "15" : "6");
        String step = resource("step.torchscript");
        for (Map.Entry<String, String> choice : choices.entrySet()) {
            step = step.replace("@" + choice.getKey() + "@", choice.getValue());
        }
        return ModuleText.header(List.of()) + ModuleText.method("net", GraphScript.body(graph, heads, dialect)) + step;
    }

    /** Positions of weights and biases of convolutions, which must have their input's precision. */
    private static List<Integer> convolutions(Graph graph) {
        return IntStream.range(0, graph.parameters().size())
                .filter(i -> switch (graph.parameters().get(i).kind()) {
                    case CONV_WEIGHT, TRANSPOSED_CONV_WEIGHT, CONV_BIAS -> true;
                    case NORM_WEIGHT, NORM_BIAS -> false;
                })
                .boxed()
                .toList();
    }

    /** Ids of the nodes that a step computes: those that the heads with a weight need. */
    public static SortedSet<Integer> nodes(Graph graph, Recipe recipe) {
        return GraphScript.needed(graph, heads(graph, recipe));
    }

    private static int heads(Graph graph, Recipe recipe) {
        return Math.min(recipe.headWeights().size(), graph.outputs().size());
    }

    /** Tensors of optimiser state per weight. */
    public static int moments(Optimizer.Kind kind) {
        return switch (kind) {
            case SGD -> 1;
            case ADAMW -> 2;
        };
    }

    private static String heads(Graph graph, int heads) {
        StringBuilder text = new StringBuilder();
        for (int head = 0; head < heads; head++) {
            Size3 scale = graph.node(graph.outputs().get(head)).scale();
            text.append("    head = annotate(List[Tensor], [])\n")
                    .append("    for i in range(torch.len(samples)):\n")
                    .append("      torch.append(head, samples[i][")
                    .append(head)
                    .append("])\n")
                    .append("    torch.append(parts, self.loss(torch.cat(head), ")
                    .append(target(scale))
                    .append("))\n");
        }
        return text.toString();
    }

    /** Nearest sampling at index f·i + f/2 along each axis of {@code labels [N,D,H,W]}. */
    private static String target(Size3 scale) {
        String target = "labels";
        for (int axis = 0; axis < 3; axis++) {
            int factor = scale.toList().get(axis);
            if (factor > 1) {
                target = "torch.slice(%s, %d, %d, 9223372036854775807, %d)"
                        .formatted(target, axis + 1, factor / 2, factor);
            }
        }
        return target;
    }

    private static String resource(String name) {
        try (InputStream in = StepScript.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
