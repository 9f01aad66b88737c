package org.e2enet.standalone.stack;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.faults.Fault;
import org.e2enet.standalone.console.Console;

/**
 * Kafka in this JVM, the services as its children. A child that dies is started again, a few times. Ending this JVM by
 * SIGTERM or Ctrl-C drains the children first and stops the broker last.
 *
 * <p>Thread safe.
 */
public final class LocalStack implements AutoCloseable {
    private static final int RESTARTS_PER_SERVICE = 3;

    private final DataFolder folder;
    private final StackPorts ports;
    private final Map<String, String> settings;
    private final Console console;
    private final EmbeddedKafka kafka;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<ServiceKind, ServiceProcess> services = new EnumMap<>(ServiceKind.class);
    private final Map<ServiceKind, Integer> restarts = new EnumMap<>(ServiceKind.class);
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Until all are ready a child's end is the start's failure, and {@link #start} tells it. */
    private boolean started;

    private boolean closing;
    /** A service that died too often, if any. */
    private ServiceKind givenUp;

    private LocalStack(DataFolder folder, StackPorts ports, Map<String, String> settings, Console console) {
        this.folder = folder;
        this.ports = ports;
        this.settings = Map.copyOf(settings);
        this.console = console;
        this.kafka = new EmbeddedKafka(folder.kafka(), ports.kafka());
    }

    /**
     * Starts all and returns when every readiness check is green; on failure nothing is left running.
     *
     * @param settings more environment variables for the services
     */
    public static LocalStack start(DataFolder folder, StackPorts ports, Map<String, String> settings, Console console)
            throws InterruptedException {
        StackState.running(folder).ifPresent(other -> {
            throw new Fault(
                            "CLI-102",
                            "a stack runs on this data folder already (process "
                                    + other.launcher().pid() + ")",
                            folder.root().toString(),
                            "Use it, stop it with './e2enet down', or choose another folder with --data.")
                    .exception();
        });
        for (ServiceKind service : ServiceKind.values()) {
            Installation.requireJar(service);
        }
        ports.requireFree();
        folder.make();
        BrokerLog.to(folder);
        LocalStack stack = new LocalStack(folder, ports, settings, console);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("drain").unstarted(stack::close));
        try {
            stack.startAll();
        } catch (RuntimeException | InterruptedException failure) {
            stack.close();
            throw failure;
        }
        return stack;
    }

    public StackPorts ports() {
        return ports;
    }

    public synchronized StackState state() {
        return new StackState(
                ports,
                StackState.Running.of("launcher", ProcessHandle.current()),
                services.values().stream().map(ServiceProcess::running).toList());
    }

    /** Returns when the stack has been closed. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Fails with CLI-107 when a service died more often than it is started again. */
    public synchronized void requireHealthy() {
        if (givenUp != null) {
            throw services.get(givenUp).diedTooOften();
        }
    }

    private void startAll() throws InterruptedException {
        long beginNanos = System.nanoTime();
        console.progress("Starting Kafka ...");
        kafka.start();
        StackTopics.make(kafka);
        for (ServiceKind kind : ServiceKind.values()) {
            launch(kind);
        }
        for (ServiceKind kind : ServiceKind.values()) {
            console.progress("Waiting for " + kind.serviceName() + " ...");
            service(kind).awaitReady(client);
        }
        synchronized (this) {
            started = true;
        }
        long millis = Duration.ofNanos(System.nanoTime() - beginNanos).toMillis();
        console.say("Kafka and four services are ready (%.1f s); logs in %s".formatted(millis / 1e3, folder.logs()));
    }

    private synchronized ServiceProcess service(ServiceKind kind) {
        return services.get(kind);
    }

    private synchronized void launch(ServiceKind kind) {
        if (closing) {
            return;
        }
        ServiceProcess service = ServiceProcess.start(kind, ports, folder, settings);
        services.put(kind, service);
        state().write(folder);
        service.process().onExit().thenAccept(process -> onExit(service, process.exitValue()));
    }

    private synchronized void onExit(ServiceProcess service, int status) {
        ServiceKind kind = service.kind();
        int restartsSoFar = restarts.merge(kind, 1, Integer::sum);
        if (closing || !started) {
            return;
        }
        if (restartsSoFar > RESTARTS_PER_SERVICE) {
            givenUp = kind;
            return;
        }
        console.say(kind.serviceName() + " ended with status " + status + "; starting it again (" + restartsSoFar
                + " of " + RESTARTS_PER_SERVICE + "); its log is " + folder.log(kind.serviceName()));
        launch(kind);
    }

    /** Drains the services, then stops the broker. May be called more than once; later calls wait for the first. */
    @Override
    public void close() {
        if (!beginClosing()) {
            awaitOther();
            return;
        }
        try {
            for (ServiceProcess service : services.values()) {
                service.terminate();
            }
            for (ServiceProcess service : services.values()) {
                service.awaitEnd();
            }
            kafka.stop();
            StackState.remove(folder);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private synchronized boolean beginClosing() {
        boolean first = !closing;
        closing = true;
        return first;
    }

    private void awaitOther() {
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
