package org.e2enet.standalone.models;

import java.nio.file.Path;
import org.e2enet.client.IngestClient;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.console.Inputs;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What an imported model needs besides its weights to be served: an alias, its data set, how it was trained. */
final class ImportPromotion {
    @Option(
            names = "--promote",
            paramLabel = "ALIAS",
            required = true,
            description = "Publish the model into the stack and give it this alias.")
    private String alias;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            required = true,
            description = "Data set of the stack that the model segments: its channels, labels and normalisation.")
    private String dataset;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "How it was trained, JSON (default: the paper's). Prediction flips the axes it mirrored.")
    private Path recipe;

    /** What the model is published with. */
    record Terms(String alias, String dataset, Recipe recipe) {
        /**
         * Before anything is uploaded.
         *
         * @throws FaultException CLI-306 where plan and data set differ, ING-101 without such a data set
         */
        void requireFit(IngestClient ingest, Plan plan) throws InterruptedException {
            DatasetDefinition definition = ingest.dataset(dataset);
            requireFit(
                    "inputChannels",
                    plan.inputChannels(),
                    definition.channelNames().size());
            requireFit("classes", plan.classes(), definition.classes());
        }

        private void requireFit(String field, int planned, int wanted) {
            if (planned != wanted) {
                throw new Fault(
                                "CLI-306",
                                "the plan has " + planned + ", data set " + dataset + " wants " + wanted,
                                "plan." + field,
                                "Name the data set that the network was trained for, or define one with its channels and labels.")
                        .exception();
            }
        }
    }

    /**
     * Checks all that can be known without the weights and without a stack. A wrong alias is a wrong call.
     *
     * @throws FaultException CLI-305 for a plan without patch, or the recipe's own fault
     */
    Terms check(CommandSpec spec, Plan plan) {
        try {
            new ModelPromoted(alias, "model");
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--promote: " + wrong.getMessage(), wrong);
        }
        if (plan.patch() == null) {
            throw new Fault(
                            "CLI-305",
                            "the plan has no patch, and infer-service cuts scans into patches",
                            "plan.patch",
                            "Give the plan the patch that the network was trained with.")
                    .exception();
        }
        return new Terms(
                alias,
                dataset,
                recipe == null ? Recipe.paper(0) : PlanFile.read(Inputs.file(spec, recipe), Recipe.class));
    }
}
