package org.e2enet.standalone.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.e2enet.client.AuditClient;
import org.e2enet.client.InferClient;
import org.e2enet.client.IngestClient;
import org.e2enet.client.LettersClient;
import org.e2enet.client.MetricsClient;
import org.e2enet.client.Pass;
import org.e2enet.client.TrainClient;
import org.e2enet.client.Waiting;
import org.e2enet.client.login.LoginFile;
import org.e2enet.standalone.console.Console;

/**
 * A stack for the time of one command: the one that is up on the data folder, or one of its own on free ports.
 * Not thread safe.
 */
public final class StackSession implements AutoCloseable {
    private final StackPorts ports;
    private final Optional<LocalStack> own;
    private final Pass pass = LoginFile.ofUser();

    private StackSession(StackPorts ports, Optional<LocalStack> own) {
        this.ports = ports;
        this.own = own;
    }

    /** @param settings of the services, used when no stack is up */
    public static StackSession open(DataFolder folder, Map<String, String> settings, Console console)
            throws InterruptedException {
        Optional<StackState> running = StackState.running(folder);
        if (running.isPresent()) {
            return new StackSession(running.get().ports(), Optional.empty());
        }
        return of(LocalStack.start(folder, StackPorts.of(0, 0), settings, console));
    }

    /** On a stack that the caller started, and that ends with the session. */
    public static StackSession of(LocalStack stack) {
        return new StackSession(stack.ports(), Optional.of(stack));
    }

    public IngestClient ingest() {
        return new IngestClient(ports.address(ServiceKind.INGEST), pass);
    }

    public InferClient infer() {
        return new InferClient(ports.address(ServiceKind.INFER), pass);
    }

    public TrainClient train() {
        return new TrainClient(ports.address(ServiceKind.TRAIN), pass);
    }

    public MetricsClient metrics() {
        return new MetricsClient(ports.address(ServiceKind.METRICS), pass);
    }

    /** The trail of who did what, in all services. */
    public AuditClient audit() {
        return new AuditClient(ports.address(ServiceKind.INGEST), pass);
    }

    /** Of every service: each has the letters of the topics that it reads. */
    public List<LettersClient> letters() {
        return ports.services().stream()
                // It shows those of all the others once more.
                .filter(service -> service != ServiceKind.CONSOLE)
                .map(service -> new LettersClient(ports.address(service), pass))
                .toList();
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
        own.ifPresent(LocalStack::close);
    }
}
