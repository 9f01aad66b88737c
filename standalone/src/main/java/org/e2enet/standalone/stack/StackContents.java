package org.e2enet.standalone.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.e2enet.client.InferClient;
import org.e2enet.client.TrainClient;
import org.e2enet.client.login.LoginFile;
import org.e2enet.contract.Topics;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.faults.FaultException;

/**
 * What a running stack works with.
 *
 * @param models model ids by alias; empty where infer-service does not answer
 * @param trainings folds that have not ended; empty where train-service does not answer
 */
record StackContents(List<TopicFigures> topics, Map<String, String> models, List<Training> trainings) {
    /** A fold under way, or waiting for its turn. */
    record Training(String runId, int fold, int iteration, int iterations, double secondsLeft) {}

    static StackContents of(StackPorts ports, Topics names) throws InterruptedException {
        return new StackContents(
                TopicFigures.of(ports.bootstrapServers(), names),
                models(new InferClient(ports.address(ServiceKind.INFER), LoginFile.ofUser())),
                trainings(new TrainClient(ports.address(ServiceKind.TRAIN), LoginFile.ofUser())));
    }

    private static Map<String, String> models(InferClient infer) throws InterruptedException {
        Map<String, String> models = new TreeMap<>();
        try {
            infer.aliases().forEach(promoted -> models.put(promoted.alias(), promoted.modelId()));
        } catch (FaultException noAnswer) {
            // The table of services says so.
        }
        return models;
    }

    private static List<Training> trainings(TrainClient train) throws InterruptedException {
        List<Training> running = new ArrayList<>();
        try {
            train.runs().stream()
                    .flatMap(run -> run.folds().stream())
                    .filter(fold -> fold.state() == TrainingProgressed.State.RUNNING)
                    .forEach(fold -> running.add(new Training(
                            fold.runId(), fold.fold(), fold.iteration(), fold.iterations(), fold.secondsLeft())));
        } catch (FaultException noAnswer) {
            // The table of services says so.
        }
        return running;
    }
}
