package org.e2enet.standalone.stack;

import java.net.http.HttpClient;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.e2enet.standalone.console.Console;

/**
 * The services of a stack as children of this process: one that ends is started again, after growing pauses, for as long as the stack is up.
 *
 * <p>Thread safe.
 */
final class Supervisor {
    /** A command with a stack of its own does not wait for a service that ended so often. */
    private static final int RESTARTS_A_COMMAND_WAITS = 3;

    /** What the services may do. */
    private enum Phase {
        /** A child's end is the start's failure, and who waits for it tells. */
        STARTING,
        /** A child's end is mended. */
        UP,
        /** Nothing is started. */
        DRAINED
    }

    private final List<ServiceKind> kinds;
    private final Function<ServiceKind, ServiceProcess> starter;
    private final Runnable changed;
    private final Console console;
    private final Map<ServiceKind, ServiceProcess> services = new EnumMap<>(ServiceKind.class);
    private final Map<ServiceKind, Restarts> restarts = new EnumMap<>(ServiceKind.class);
    private Phase phase = Phase.STARTING;

    /** Once it is closed nothing is started any more, whoever asks. */
    private boolean closed;

    /**
     * @param kinds what runs, in the order it starts
     * @param starter makes a process
     * @param changed called when another process serves, one at a time
     */
    Supervisor(
            List<ServiceKind> kinds, Function<ServiceKind, ServiceProcess> starter, Runnable changed, Console console) {
        this.kinds = List.copyOf(kinds);
        this.starter = starter;
        this.changed = changed;
        this.console = console;
    }

    /** The first time, and after {@link #drain}; each that ends from then on is told by {@link #awaitReady}, or after {@link #watch} started again. */
    void startAll() {
        synchronized (this) {
            phase = Phase.STARTING;
        }
        kinds.forEach(this::start);
    }

    synchronized void watch() {
        phase = Phase.UP;
    }

    /** Returns when the readiness check of the service is green; fails with its last words if it ends instead, and where all ended before it began. */
    void awaitReady(ServiceKind kind, HttpClient client) throws InterruptedException {
        ServiceProcess service = process(kind);
        if (service == null) {
            throw new IllegalStateException(kind.serviceName() + " was not begun: all end");
        }
        service.awaitReady(client);
    }

    synchronized ServiceProcess process(ServiceKind kind) {
        return services.get(kind);
    }

    /** In the order they started. */
    synchronized List<StackState.Running> running() {
        return services.values().stream()
                .map(service -> service.running().with(restartsOf(service.kind())))
                .toList();
    }

    /** Fails with CLI-107 when a service ends again and again. */
    synchronized void requireHealthy() {
        restarts.forEach((kind, ends) -> {
            if (ends.inARow() > RESTARTS_A_COMMAND_WAITS) {
                throw services.get(kind).diedTooOften();
            }
        });
    }

    /** Lets all services end what they may not leave, and waits for them. What is in hand goes back to its topics. */
    void drain() throws InterruptedException {
        List<ServiceProcess> ending;
        synchronized (this) {
            phase = Phase.DRAINED;
            ending = List.copyOf(services.values());
        }
        ending.forEach(ServiceProcess::terminate);
        for (ServiceProcess service : ending) {
            service.awaitEnd();
        }
    }

    /** Drains them for good. */
    void close() throws InterruptedException {
        synchronized (this) {
            closed = true;
        }
        drain();
    }

    private synchronized void start(ServiceKind kind) {
        ServiceProcess before = services.get(kind);
        if (closed
                || phase == Phase.DRAINED
                || (before != null && before.process().isAlive())) {
            return;
        }
        ServiceProcess service = starter.apply(kind);
        services.put(kind, service);
        changed.run();
        service.process().onExit().thenAccept(process -> onExit(service, process.exitValue()));
    }

    private synchronized void onExit(ServiceProcess service, int status) {
        if (phase != Phase.UP) {
            return;
        }
        ServiceKind kind = service.kind();
        Restarts ends = restartsOf(kind).after(service.ranFor());
        restarts.put(kind, ends);
        changed.run();
        console.say("%s ended with status %d; starting it again in %d s (%d. time in a row); its log is %s"
                .formatted(kind.serviceName(), status, ends.pause().toSeconds(), ends.inARow(), service.log()));
        CompletableFuture.delayedExecutor(ends.pause().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> start(kind));
    }

    private Restarts restartsOf(ServiceKind kind) {
        return restarts.getOrDefault(kind, Restarts.NONE);
    }
}
