package org.e2enet.torch.training;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.network.graph.Graph;

/** What can be wrong with a batch, said before it reaches native code. */
final class BatchFaults {
    private BatchFaults() {}

    static void check(Graph graph, Batch batch) {
        if (batch.channels() != graph.inputChannels()) {
            throw new Fault(
                            "TOR-203",
                            graph.inputChannels() + " image channels are wanted, got " + batch.channels(),
                            place(batch),
                            "Train with the plan that the scans were prepared for.")
                    .exception();
        }
        if (!batch.patch().isDivisibleBy(graph.divisor())) {
            throw new Fault(
                            "TOR-203",
                            "patch " + batch.patch() + " is not divisible by " + graph.divisor(),
                            place(batch),
                            "Use a patch that is divisible by the product of the strides.")
                    .exception();
        }
        for (byte label : batch.labels()) {
            if (Byte.toUnsignedInt(label) >= graph.classes()) {
                throw new Fault(
                                "TOR-202",
                                "label " + Byte.toUnsignedInt(label) + " with " + graph.classes() + " classes",
                                place(batch),
                                "Map the labels to 0.." + (graph.classes() - 1) + ".")
                        .exception();
            }
        }
    }

    /** A step that must not be made: diverged, or fed with voxels that are no numbers. */
    static FaultException lossNotFinite(StepResult result, Batch batch) {
        List<String> broken = casesWithoutNumbers(batch);
        return new Fault(
                        "TOR-201",
                        "loss " + result.loss() + ", gradient norm " + result.gradientNormAll()
                                + (broken.isEmpty() ? "" : ", voxels that are no finite numbers in " + broken),
                        place(result, batch),
                        (broken.isEmpty()
                                        ? "Lower the learning rate or set a clip norm"
                                        : "Mend these cases or leave them out")
                                + "; the weights before this step are intact.")
                .exception();
    }

    /** A step that was made, by an update too large for any weight to hold. */
    static FaultException weightsNotFinite(StepResult result, Batch batch) {
        return new Fault(
                        "TOR-201",
                        "weights that are no finite numbers after the update; loss " + result.loss()
                                + ", gradient norm " + result.gradientNormAll(),
                        place(result, batch),
                        "Lower the learning rate or set a clip norm; go on from the last saved state.")
                .exception();
    }

    private static String place(StepResult result, Batch batch) {
        return "training step " + result.step() + ", " + place(batch);
    }

    private static List<String> casesWithoutNumbers(Batch batch) {
        int values = batch.images().length / batch.samples();
        return IntStream.range(0, batch.caseIds().size())
                .filter(sample -> IntStream.range(sample * values, (sample + 1) * values)
                        .anyMatch(i -> !Float.isFinite(batch.images()[i])))
                .mapToObj(batch.caseIds()::get)
                .distinct()
                .toList();
    }

    private static String place(Batch batch) {
        return batch.caseIds().isEmpty()
                ? "training batch"
                : "cases " + batch.caseIds().stream().distinct().toList();
    }
}
