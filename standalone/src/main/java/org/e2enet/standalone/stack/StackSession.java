package org.e2enet.standalone.stack;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.e2enet.client.InferClient;
import org.e2enet.client.IngestClient;
import org.e2enet.client.Waiting;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.standalone.client.DeadLetterWatch;
import org.e2enet.standalone.client.EventReader;
import org.e2enet.standalone.client.EventSender;
import org.e2enet.standalone.console.Console;

/**
 * A stack for the time of one command: the one that is up on the data folder, or one of its own on free ports.
 * Not thread safe.
 */
public final class StackSession implements AutoCloseable {
    private final StackPorts ports;
    private final Optional<LocalStack> own;
    private final EventReader events;
    private final EventSender sender;

    private StackSession(StackPorts ports, Optional<LocalStack> own) {
        this.ports = ports;
        this.own = own;
        Topics names = Topics.withDefaultPrefix();
        this.events = new EventReader(ports.bootstrapServers(), names, Topic.values());
        this.sender = new EventSender(ports.bootstrapServers(), names);
    }

    /** @param settings of the services, used when no stack is up */
    public static StackSession open(DataFolder folder, Map<String, String> settings, Console console)
            throws InterruptedException {
        Optional<StackState> running = StackState.running(folder);
        if (running.isPresent()) {
            return new StackSession(running.get().ports(), Optional.empty());
        }
        LocalStack stack = LocalStack.start(folder, StackPorts.of(0, 0), settings, console);
        try {
            return new StackSession(stack.ports(), Optional.of(stack));
        } catch (RuntimeException failure) {
            stack.close();
            throw failure;
        }
    }

    /** Whether the stack was up before and stays up after this command. */
    public boolean isShared() {
        return own.isEmpty();
    }

    public EventReader events() {
        return events;
    }

    public EventSender sender() {
        return sender;
    }

    /** Requests on a topic that are put aside from now on. */
    public DeadLetterWatch deadLetters(Topic topic) {
        return new DeadLetterWatch(ports.bootstrapServers(), StackTopics.NAMES, topic);
    }

    public IngestClient ingest() {
        return new IngestClient(ports.address(ServiceKind.INGEST));
    }

    public InferClient infer() {
        return new InferClient(ports.address(ServiceKind.INFER));
    }

    /** Waiting for a state; ends early when a service of an own stack has been given up. */
    public Waiting waiting(Duration timeout) {
        return new Waiting(timeout, this::requireHealthy);
    }

    /** Fails when a service of an own stack has been given up. */
    public void requireHealthy() {
        own.ifPresent(LocalStack::requireHealthy);
    }

    @Override
    public void close() {
        sender.close();
        events.close();
        own.ifPresent(LocalStack::close);
    }
}
