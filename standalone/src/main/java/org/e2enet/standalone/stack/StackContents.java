package org.e2enet.standalone.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.contract.TrainingProgressed;
import org.e2enet.standalone.client.EventReader;

/**
 * What a running stack works with.
 *
 * @param models model ids by alias
 * @param trainings folds that have begun and not ended
 */
record StackContents(List<TopicFigures> topics, Map<String, String> models, List<Training> trainings) {
    /** A fold under way. */
    record Training(String runId, int fold, int iteration, int iterations, double secondsLeft) {}

    static StackContents of(StackPorts ports, Topics names) throws InterruptedException {
        List<TopicFigures> topics = TopicFigures.of(ports.bootstrapServers(), names);
        try (EventReader events =
                new EventReader(ports.bootstrapServers(), names, Topic.MODELS_PROMOTED, Topic.TRAINING_PROGRESSED)) {
            events.catchUp();
            Map<String, String> models = new TreeMap<>();
            events.seen(ModelPromoted.class).forEach(promoted -> models.put(promoted.alias(), promoted.modelId()));
            return new StackContents(topics, models, trainings(events.seen(TrainingProgressed.class)));
        }
    }

    private static List<Training> trainings(List<TrainingProgressed> progress) {
        Map<String, TrainingProgressed> last = new TreeMap<>();
        progress.forEach(event -> last.put(event.runId() + "/" + event.fold(), event));
        List<Training> running = new ArrayList<>();
        for (TrainingProgressed event : last.values()) {
            if (event.state() == TrainingProgressed.State.RUNNING) {
                running.add(new Training(
                        event.runId(), event.fold(), event.iteration(), event.iterations(), event.secondsLeft()));
            }
        }
        return running;
    }
}
