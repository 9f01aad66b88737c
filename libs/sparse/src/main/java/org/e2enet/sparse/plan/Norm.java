package org.e2enet.sparse.plan;

/**
 * Instance norm of an operation's output: statistics become the affine forms of the slots from {@code firstSlot} on.
 * γ and β per channel, shared with the model's weights.
 */
public record Norm(int firstSlot, float[] gamma, float[] beta, float epsilon) {}
