package org.e2enet.network.training;

import java.util.List;
import java.util.stream.IntStream;
import org.e2enet.contract.Size3;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.network.graph.Graph;

/**
 * What can be wrong with a step, the same for every engine under codes of its own.
 *
 * @param notFinite code of a step whose loss, gradient or weights are no finite numbers
 * @param label code of a label without a class
 * @param batch code of a batch that does not fit the network
 */
public record StepFaults(String notFinite, String label, String batch) {
    /**
     * Looks at a batch before a step.
     *
     * @throws FaultException {@link #label} when a label is not below the number of classes, {@link #batch} when the batch does not fit the network
     */
    public void check(Graph graph, Batch batch) {
        if (batch.channels() != graph.inputChannels()) {
            throw new Fault(
                            this.batch,
                            graph.inputChannels() + " image channels are wanted, got " + batch.channels(),
                            place(batch),
                            "Train with the plan that the scans were prepared for.")
                    .exception();
        }
        if (!batch.patch().isDivisibleBy(graph.divisor())) {
            throw new Fault(
                            this.batch,
                            "patch " + batch.patch() + " is not divisible by " + graph.divisor(),
                            place(batch),
                            "Use a patch that is divisible by the product of the strides.")
                    .exception();
        }
        for (short label : batch.labels()) {
            if (label < 0 || label >= graph.classes()) {
                throw new Fault(
                                this.label,
                                "label " + label + " with " + graph.classes() + " classes",
                                place(batch),
                                "Map the labels to 0.." + (graph.classes() - 1) + ".")
                        .exception();
            }
        }
    }

    /** A step that must not be made, diverged or fed with voxels that are no numbers. */
    public FaultException lossNotFinite(StepResult result, Batch batch) {
        List<String> broken = casesWithoutNumbers(batch);
        return new Fault(
                        notFinite,
                        "loss " + result.loss() + ", gradient norm " + result.gradientNorm()
                                + (broken.isEmpty() ? "" : ", voxels that are no finite numbers in " + broken),
                        place(result, batch),
                        (broken.isEmpty()
                                        ? "Lower the learning rate or set a clip norm"
                                        : "Mend these cases or leave them out")
                                + "; the weights before this step are intact.")
                .exception();
    }

    /** A step that was made, by an update too large for any weight to hold. */
    public FaultException weightsNotFinite(StepResult result, Batch batch) {
        return new Fault(
                        notFinite,
                        "weights that are no finite numbers after the update; loss " + result.loss()
                                + ", gradient norm " + result.gradientNorm(),
                        place(result, batch),
                        "Lower the learning rate or set a clip norm; go on from the last saved state.")
                .exception();
    }

    /**
     * As {@link #check(Graph, Batch)}, for an engine that is made for one patch.
     *
     * @throws FaultException {@link #batch} also when the batch has another patch
     */
    public void check(Graph graph, Size3 patch, Batch batch) {
        check(graph, batch);
        if (!batch.patch().equals(patch)) {
            throw new Fault(
                            this.batch,
                            "the trainer was made for patches of " + patch + ", got " + batch.patch(),
                            place(batch),
                            "Train with the patch of the plan.")
                    .exception();
        }
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
