package org.e2enet.verification;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.network.engine.Model;
import org.e2enet.network.training.Batch;
import org.e2enet.network.training.ClipNorm;
import org.e2enet.network.training.GradientScope;
import org.e2enet.network.training.StepResult;
import org.e2enet.network.training.Trainer;
import org.e2enet.network.training.TrainingEngine;
import org.e2enet.network.training.TrainingState;
import org.e2enet.safetensors.SafetensorsFile;
import org.e2enet.safetensors.Tensor;

/**
 * The first steps of training from the reference's own start: losses, their parts per head, gradient norms, the weights
 * after the last step, and the gradients of the first one; on every engine that trains.
 */
public final class TrainingChecks implements CheckSet {
    private static final String FILE = "train.json";
    private static final double LOSS_ALLOWED = 1e-5;
    private static final double WEIGHTS_ALLOWED = 2e-4;
    /** Relative to the largest gradient. */
    private static final double GRADIENT_ALLOWED = 1e-3;
    /** Relative; PyTorch's float32 norms differ from its float64 ones by up to 1.2e-4. */
    private static final double NORM_ALLOWED = 1e-3;

    private final List<TrainingEngine> engines;

    public TrainingChecks(List<TrainingEngine> engines) {
        this.engines = List.copyOf(engines);
    }

    @Override
    public String name() {
        return "train";
    }

    @Override
    public List<Check> run(ReferenceFolder folder) throws IOException {
        for (String file : List.of(FILE, "train.data.safetensors", "train.init.safetensors")) {
            if (!folder.has(file)) {
                return List.of(Check.absent("train", file));
            }
        }
        JsonNode settings = folder.json(FILE);
        List<Check> checks = new ArrayList<>();
        try (SafetensorsFile data = folder.tensors("train.data.safetensors");
                SafetensorsFile init = folder.tensors("train.init.safetensors")) {
            List<Size3> strides = new ObjectMapper().convertValue(settings.get("pools"), new TypeReference<>() {});
            Model start = ReferenceModel.read(
                    init, strides, settings.get("shift_groups").asInt());
            Batch batch = batch(data);
            for (Map.Entry<String, JsonNode> run : settings.path("runs").properties()) {
                for (TrainingEngine engine : engines) {
                    checks.addAll(run(engine, run.getKey(), run.getValue(), settings, start, batch, folder));
                }
            }
        }
        return checks.isEmpty() ? List.of(Check.absent("train", "run in " + FILE)) : checks;
    }

    private List<Check> run(
            TrainingEngine engine,
            String run,
            JsonNode figures,
            JsonNode settings,
            Model start,
            Batch batch,
            ReferenceFolder folder)
            throws IOException {
        String label = "train." + run;
        String by = "/" + engine.name();
        JsonNode expected = figures.get("float64");
        boolean activeOnly = run.contains("maskedgrad");
        double clip = figures.path("clip").asDouble(settings.get("clip_norm").asDouble());
        Recipe recipe = recipe(settings, expected, clip, run.startsWith("batchdice"), batch.samples());
        Figures loss = Figures.absolute();
        Figures parts = Figures.absolute();
        Figures norms = Figures.absolute();
        List<Check> checks = new ArrayList<>();
        try (Trainer trainer = engine.trainer(
                start.graph(),
                TrainingState.start(start),
                batch.patch(),
                recipe,
                activeOnly ? ClipNorm.ACTIVE : ClipNorm.ALL)) {
            String gradients = "train.grad_step1_clipped." + run + ".safetensors";
            for (int step = 0; step < expected.path("losses").size(); step++) {
                StepResult result = trainer.step(
                        batch, recipe.optimizer().learningRate(), step == 0 ? GradientScope.ALL : GradientScope.ACTIVE);
                String place = "step " + (step + 1);
                loss.add(expected.get("losses").get(step), OptionalDouble.of(result.loss()), place);
                addHeads(parts, expected.path("head_ce").path(step), result.crossEntropy(), place);
                addHeads(parts, expected.path("head_dice_loss").path(step), result.diceLoss(), place);
                addNorm(norms, expected.path("grad_norm_unmasked_only").path(step), result.gradientNormActive(), place);
                // With masked gradients zeroed before the clip the reference's total is that of the active weights.
                double total = activeOnly
                        ? result.gradientNormActive()
                        : result.gradientNormAll().orElseThrow();
                addNorm(norms, expected.path("grad_norm_total_before_clip").path(step), total, place);
                if (step == 0 && folder.has(gradients)) {
                    checks.add(gradients(label + ".gradients" + by, folder, gradients, trainer, result, clip));
                }
            }
            int steps = expected.path("losses").size();
            checks.add(loss.check(label + ".losses" + by, LOSS_ALLOWED, "loss per step"));
            checks.add(parts.check(label + ".parts" + by, LOSS_ALLOWED, "cross-entropy and Dice per head"));
            checks.add(norms.check(label + ".norms" + by, NORM_ALLOWED, "gradient norms, relative"));
            String weights = "train.final." + run + ".safetensors";
            if (folder.has(weights)) {
                checks.add(weights(label + ".weights" + by, folder, weights, trainer, steps));
            }
        } catch (RuntimeException e) {
            checks.add(Check.broken(label + by, e));
        }
        return checks;
    }

    private static Check weights(String label, ReferenceFolder folder, String file, Trainer trainer, int steps)
            throws IOException {
        Figures deviations = Figures.absolute();
        try (SafetensorsFile expected = folder.tensors(file)) {
            for (Map.Entry<String, Tensor> weight : trainer.model().weights().entrySet()) {
                float[] wanted = expected.floats(weight.getKey());
                deviations.add(Deviation.max(wanted, weight.getValue().values()), weight.getKey());
            }
        }
        return deviations.check(label, WEIGHTS_ALLOWED, "tensors after " + steps + " steps");
    }

    private static Check gradients(
            String label, ReferenceFolder folder, String file, Trainer trainer, StepResult first, double clip)
            throws IOException {
        double deviation = 0;
        double largest = 0;
        double scale = Math.min(1, clip / first.gradientNormAll().orElseThrow());
        try (SafetensorsFile expected = folder.tensors(file)) {
            for (String name : trainer.model().weights().keySet()) {
                float[] gradient = trainer.gradient(name).orElseThrow();
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] *= (float) scale;
                }
                largest = Math.max(largest, Deviation.max(new float[gradient.length], gradient));
                deviation = Math.max(deviation, Deviation.max(expected.floats(name), gradient));
            }
        }
        String detail = "dense gradients of step 1, clipped, relative to the largest";
        return Check.of(label, deviation / largest, GRADIENT_ALLOWED, detail);
    }

    private static void addNorm(Figures norms, JsonNode expected, double actual, String place) {
        if (expected.isNumber()) {
            norms.add(Math.abs(actual - expected.asDouble()) / expected.asDouble(), place);
        }
    }

    private static void addHeads(Figures parts, JsonNode expected, List<Double> actual, String place) {
        for (int head = 0; head < expected.size(); head++) {
            OptionalDouble found = head < actual.size() ? OptionalDouble.of(actual.get(head)) : OptionalDouble.empty();
            parts.add(expected.get(head), found, place + ", head " + head);
        }
    }

    private static Recipe recipe(JsonNode settings, JsonNode figures, double clip, boolean batchDice, int samples) {
        Optimizer sgd = new Optimizer(
                Optimizer.Kind.SGD,
                settings.get("lr").asDouble(),
                settings.get("momentum").asDouble(),
                0,
                settings.get("weight_decay").asDouble(),
                0.9);
        List<Double> headWeights = new ArrayList<>();
        figures.get("ds_weights").forEach(weight -> headWeights.add(weight.asDouble()));
        return new Recipe(
                sgd, 1, 1, samples, clip, headWeights, batchDice, Evolution.never(), Augmentation.none(), 0, 0);
    }

    private static short[] unsigned(byte[] labels) {
        short[] values = new short[labels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) Byte.toUnsignedInt(labels[i]);
        }
        return values;
    }

    private static Batch batch(SafetensorsFile data) {
        List<Integer> shape = data.entry("input_q").shape();
        float[] images = data.floats("input_q");
        for (int i = 0; i < images.length; i++) {
            images[i] /= 16;
        }
        return new Batch(images, unsigned(data.bytes("target.0")), shape.get(0), Size3.of(shape.subList(2, 5)));
    }
}
