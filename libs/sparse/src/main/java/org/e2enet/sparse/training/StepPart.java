package org.e2enet.sparse.training;

import java.util.Locale;

/** What a training step spends its time on. */
public enum StepPart {
    /** Convolutions, transposed convolutions, pools and sums of the forward. */
    FORWARD,
    /** Softmax, sums and gradient of the heads' losses, labels as the heads want them. */
    LOSS,
    /** Gradients with respect to what convolutions, pools and sums read. */
    INPUT_GRADIENT,
    WEIGHT_GRADIENT,
    /** Readers' gradients added up and led back through LeakyReLU and norm. */
    NORM,
    /** Gradient norms, the optimiser, and kernels packed anew. */
    UPDATE;

    /** For tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
