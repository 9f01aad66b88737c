package org.e2enet.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;

/** The comparison without the command line: patches, sparsities, threads, peers (each comma-separated) and runs. */
public final class BenchmarkMain {
    private BenchmarkMain() {}

    public static void main(String[] args) throws JsonProcessingException {
        List<Integer> patches =
                Arrays.stream(args[0].split(",")).map(Integer::valueOf).toList();
        List<Double> sparsities =
                Arrays.stream(args[1].split(",")).map(Double::valueOf).toList();
        List<Peer> peers = Arrays.stream(args[3].split(",")).map(Peer::of).toList();
        InferenceSettings settings =
                new InferenceSettings(patches, sparsities, Integer.parseInt(args[2]), peers, Integer.parseInt(args[4]));
        InferenceReport report = new InferenceBenchmark(settings, System.err::println).run();
        System.out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    }
}
