package org.e2enet.sparse.training;

import java.util.ArrayList;
import java.util.List;

/** Parameters cut into pieces of similar size, the same for any number of threads. */
record ParameterChunks(List<Chunk> chunks) {
    private static final int FLOATS = 1 << 14;

    /** Kernels {@code first} to {@code end} − 1. */
    record Chunk(TrainedParameter parameter, int first, int end) {}

    static ParameterChunks of(List<TrainedParameter> parameters) {
        List<Chunk> chunks = new ArrayList<>();
        for (TrainedParameter parameter : parameters) {
            int step = Math.max(1, FLOATS / parameter.taps());
            for (int first = 0; first < parameter.kernels(); first += step) {
                chunks.add(new Chunk(parameter, first, Math.min(parameter.kernels(), first + step)));
            }
        }
        return new ParameterChunks(List.copyOf(chunks));
    }
}
