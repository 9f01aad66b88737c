package org.e2enet.contract.recipe;

/**
 * Step rule. The learning rate falls as lr·(1 − t/T)^polyPower.
 *
 * @param momentum of SGD; β1 of AdamW
 * @param beta2 of AdamW; not used by SGD
 */
public record Optimizer(
        Kind kind, double learningRate, double momentum, double beta2, double weightDecay, double polyPower) {
    /** Nesterov momentum in PyTorch's form, or Adam with decoupled weight decay. */
    public enum Kind {
        SGD,
        ADAMW
    }

    public Optimizer {
        RecipeFaults.require(kind != null, "optimizer.kind", "SGD or ADAMW is wanted, got none");
        RecipeFaults.require(
                learningRate > 0 && Double.isFinite(learningRate),
                "optimizer.learningRate",
                "must be positive, got " + learningRate);
        RecipeFaults.require(beta2 >= 0 && beta2 < 1, "optimizer.beta2", "must be in [0, 1), got " + beta2);
        RecipeFaults.require(
                weightDecay >= 0 && Double.isFinite(weightDecay),
                "optimizer.weightDecay",
                "must not be negative, got " + weightDecay);
        RecipeFaults.require(
                polyPower >= 0 && Double.isFinite(polyPower),
                "optimizer.polyPower",
                "must not be negative, got " + polyPower);
        RecipeFaults.require(momentum >= 0 && momentum < 1, "optimizer.momentum", "must be in [0, 1), got " + momentum);
    }

    /** The paper's: momentum 0.99, weight decay 3e-5, power 0.9. */
    public static Optimizer sgd(double learningRate) {
        return new Optimizer(Kind.SGD, learningRate, 0.99, 0, 3e-5, 0.9);
    }

    public static Optimizer adamW(double learningRate) {
        return new Optimizer(Kind.ADAMW, learningRate, 0.9, 0.999, 1e-2, 0.9);
    }
}
