package org.e2enet.standalone.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code e2enet status}: what of the stack answers, and what it works with. */
@Command(
        name = "status",
        description =
                "Shows services, topics, models and running trainings of the stack on a data folder. Exit status 1 when "
                        + "a service does not answer.",
        footer = {"", "Example:", "  ./e2enet status --json"})
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private StackOptions stackOptions;

    @Mixin
    private OutputOptions output;

    /**
     * One line of the answer.
     *
     * @param state {@code ready}, or what is wrong
     * @param restarts ends in a row without a quiet time between them
     */
    record Line(String name, String address, Long pid, boolean ready, String state, int restarts) {}

    /** The answer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(
            String data,
            boolean running,
            int orphans,
            List<Line> services,
            List<TopicFigures> topics,
            Map<String, String> models,
            List<StackContents.Training> trainings) {}

    @Override
    public Integer call() throws InterruptedException {
        Optional<StackState> left = StackState.read(stackOptions.folder());
        Optional<StackState> state = left.filter(StackState::isAlive);
        int orphans =
                state.isPresent() ? 0 : left.map(Orphans::of).map(List::size).orElse(0);
        List<Line> lines = state.isPresent() ? lines(state.get()) : List.of();
        String data = stackOptions.folder().root().toString();
        Optional<StackContents> contents = state.isPresent()
                ? Optional.of(StackContents.of(state.get().ports(), StackTopics.NAMES))
                : Optional.empty();
        output.console()
                .result(new Status(
                        data,
                        state.isPresent(),
                        orphans,
                        lines,
                        contents.map(StackContents::topics).orElse(null),
                        contents.map(StackContents::models).orElse(null),
                        contents.map(StackContents::trainings).orElse(null)));
        if (!output.console().isJson()) {
            print(data, orphans, lines);
            contents.ifPresent(this::print);
        }
        boolean allReady = state.isPresent() && lines.stream().allMatch(Line::ready);
        return allReady ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void print(String data, int orphans, List<Line> lines) {
        if (orphans > 0) {
            output.console()
                    .say("The launcher on " + data + " was killed and " + orphans
                            + " of its services still run; './e2enet up' goes on, './e2enet down' ends them.");
            return;
        }
        if (lines.isEmpty()) {
            output.console().say("No stack runs on " + data + "; start one with './e2enet up'.");
            return;
        }
        Table table = new Table("service", "address", "process", "state");
        lines.forEach(line -> table.row(line.name(), line.address(), line.pid(), line.state()));
        output.console().say(table.toString());
    }

    private void print(StackContents contents) {
        Table topics = new Table("topic", "records", "lag");
        contents.topics().stream()
                .filter(topic -> topic.records() > 0)
                .forEach(topic -> topics.row(topic.topic(), topic.records(), topic.lag() == null ? "-" : topic.lag()));
        output.console().say("");
        output.console().say(topics.toString());
        output.console().say("");
        contents.models().forEach((alias, model) -> output.console().say("model " + alias + ": " + model));
        contents.trainings().forEach(training -> output.console()
                .say("training %s, fold %d: step %d of %d, %.0f s left"
                        .formatted(
                                training.runId(),
                                training.fold(),
                                training.iteration(),
                                training.iterations(),
                                training.secondsLeft())));
    }

    private static List<Line> lines(StackState state) throws InterruptedException {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                "kafka", state.ports().bootstrapServers(), state.launcher().pid(), true, "ready", 0));
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        for (int i = 0; i < state.services().size(); i++) {
            lines.add(line(
                    client,
                    state.services().get(i),
                    state.ports().address(state.ports().services().get(i))));
        }
        return lines;
    }

    private static Line line(HttpClient client, StackState.Running service, URI address) throws InterruptedException {
        Readiness readiness = Readiness.ask(client, address);
        String state = readiness.words();
        if (!readiness.answers() && service.handle().isEmpty()) {
            state = "ended, is started again (" + service.restarts() + ". time in a row)";
        }
        return new Line(
                service.name(), address.toString(), service.pid(), readiness.ready(), state, service.restarts());
    }
}
