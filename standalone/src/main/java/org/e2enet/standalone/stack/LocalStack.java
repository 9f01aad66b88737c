package org.e2enet.standalone.stack;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.CommonClientConfigs;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.console.Console;
import picocli.CommandLine.ExitCode;

/**
 * Kafka in this JVM, the services as its children, under a {@link Supervisor}. Ending this JVM by
 * SIGTERM or Ctrl-C drains the children first and stops the broker last; killing it lets the children end by themselves.
 *
 * <p>Thread safe.
 */
public final class LocalStack implements AutoCloseable {
    private final DataFolder folder;
    private final StackPorts ports;
    private final Map<String, String> settings;
    private final Optional<StackGuard> guard;
    private final Console console;
    private final EmbeddedKafka kafka;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Supervisor services;
    private final StackLock lock;
    private final CountDownLatch ended = new CountDownLatch(1);
    /** All were ready, and no snapshot is taken. */
    private boolean started;

    private boolean closing;
    private boolean brokerFailed;

    private LocalStack(
            DataFolder folder,
            StackLock lock,
            StackPorts ports,
            Map<String, String> settings,
            Optional<StackGuard> guard,
            Console console) {
        this.folder = folder;
        this.lock = lock;
        this.ports = ports;
        this.settings = Map.copyOf(settings);
        this.guard = guard;
        this.console = console;
        this.kafka = guard.map(guarding -> guarding.broker(folder.kafka(), ports.kafka()))
                .orElseGet(() -> new EmbeddedKafka(folder.kafka(), ports.kafka()));
        this.services = new Supervisor(ports.services(), this::begin, this::writeState, console);
    }

    /**
     * Starts all and returns when every readiness check is green; on failure nothing is left running.
     *
     * @param settings more environment variables for the services
     */
    public static LocalStack start(DataFolder folder, StackPorts ports, Map<String, String> settings, Console console)
            throws InterruptedException {
        return start(folder, ports, settings, Optional.empty(), console);
    }

    /** The same, kept from strangers; this process must trust the guard before. */
    public static LocalStack start(
            DataFolder folder, StackPorts ports, Map<String, String> settings, StackGuard guard, Console console)
            throws InterruptedException {
        return start(folder, ports.withTls(), settings, Optional.of(guard), console);
    }

    private static LocalStack start(
            DataFolder folder,
            StackPorts ports,
            Map<String, String> settings,
            Optional<StackGuard> guard,
            Console console)
            throws InterruptedException {
        folder.requireRestored();
        for (ServiceKind service : ports.services()) {
            Installation.requireJar(service);
        }
        folder.make();
        StackLock lock = StackLock.tryHold(folder).orElseThrow(() -> runsAlready(folder));
        LocalStack stack = new LocalStack(folder, lock, ports, settings, guard, console);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("drain").unstarted(stack::close));
        try {
            stack.endOrphans();
            ports.requireFree();
            BrokerLog.to(folder);
            stack.startAll();
            SnapshotDesk.serve(stack);
        } catch (RuntimeException | InterruptedException failure) {
            // Who closes it meanwhile is not waited for: what is to be told is told before this process is gone.
            stack.requireNotClosing();
            stack.close();
            throw failure;
        }
        return stack;
    }

    private void requireNotClosing() {
        if (isClosing()) {
            requireHealthy();
            throw new Fault(
                            "CLI-118",
                            "the stack was asked to end before all its services were ready",
                            folder.root().toString(),
                            "Start it again; nothing is lost.")
                    .exception();
        }
    }

    static FaultException runsAlready(DataFolder folder) {
        return new Fault(
                        "CLI-102",
                        "a stack runs on this data folder already",
                        folder.root().toString(),
                        "Use it, stop it with './e2enet down', or choose another folder with --data.")
                .exception();
    }

    public StackPorts ports() {
        return ports;
    }

    public StackState state() {
        return new StackState(ports, StackState.Running.of("launcher", ProcessHandle.current()), services.running());
    }

    private ServiceProcess begin(ServiceKind kind) {
        Map<String, String> own = new HashMap<>(settings);
        guard.ifPresent(guarding -> own.putAll(guarding.environment(kind)));
        return ServiceProcess.start(kind, ports, folder, own);
    }

    private void writeState() {
        state().write(folder);
    }

    /** The process of a service; another one after each of its ends. */
    public ProcessHandle process(ServiceKind kind) {
        return services.process(kind).process().toHandle();
    }

    /** Whether the service answers and all its checks are green. */
    public boolean isReady(ServiceKind kind) throws InterruptedException {
        return Readiness.ask(client, ports.address(kind)).ready();
    }

    /** Stops the broker, with all services up, and starts it again on its records. */
    public void restartBroker() {
        kafka.stop();
        kafka.start();
    }

    /**
     * Drains all, leaves what the folder keeps as of then in its staging, and goes on, also where that failed. What was in hand goes back to its
     * topics, as at every end.
     */
    void snapshot() throws InterruptedException, IOException {
        synchronized (this) {
            if (closing || !started) {
                throw new IllegalStateException("the stack starts or ends");
            }
            started = false;
        }
        console.say("Draining for a snapshot ...");
        try {
            services.drain();
            kafka.stop();
            Snapshot.take(folder);
        } finally {
            goOn();
        }
    }

    private void goOn() throws InterruptedException {
        kafka.start();
        services.startAll();
        services.watch();
        synchronized (this) {
            started = true;
        }
        for (ServiceKind kind : ports.services()) {
            services.awaitReady(kind, client);
        }
        console.say("The stack goes on.");
    }

    synchronized boolean isClosing() {
        return closing;
    }

    /** Records as they lie in the broker, for who looks behind the services. */
    public StackRecords records() {
        Map<String, Object> client = new HashMap<>(guard.map(StackGuard::admin).orElse(Map.of()));
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, ports.bootstrapServers());
        return new StackRecords(client);
    }

    public DataFolder folder() {
        return folder;
    }

    /** Returns when the stack has been closed. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** Fails with CLI-107 when a service ends again and again, with CLI-111 when the broker ended by itself. */
    public synchronized void requireHealthy() {
        if (brokerFailed) {
            throw new Fault(
                            "CLI-111",
                            "Kafka has ended by itself",
                            folder.kafka().toString(),
                            "Most often its disk is full: free space and start again, all records are kept. Its log is "
                                    + folder.log("broker") + ".")
                    .exception();
        }
        services.requireHealthy();
    }

    /** Before the broker starts, so that no service of a killed launcher meets it. */
    private void endOrphans() throws InterruptedException {
        Optional<StackState> left;
        try {
            left = StackState.read(folder);
        } catch (FaultException unreadable) {
            console.say(unreadable.fault().message());
            return;
        }
        if (left.isPresent()) {
            int ended = Orphans.end(left.get());
            if (ended > 0) {
                console.say("Ended " + ended + " services that a killed launcher had left.");
            }
        }
    }

    private void startAll() throws InterruptedException {
        long beginNanos = System.nanoTime();
        console.progress("Starting Kafka ...");
        kafka.onFailure(this::onBrokerFailure);
        kafka.start();
        StackTopics.make(kafka);
        if (guard.isPresent()) {
            guard.get().admit(kafka);
        }
        services.startAll();
        for (ServiceKind kind : ports.services()) {
            console.progress("Waiting for " + kind.serviceName() + " ...");
            services.awaitReady(kind, client);
        }
        services.watch();
        synchronized (this) {
            started = true;
        }
        long millis = Duration.ofNanos(System.nanoTime() - beginNanos).toMillis();
        console.say("Kafka and %d services are ready (%.1f s); logs in %s"
                .formatted(ports.services().size(), millis / 1e3, folder.logs()));
    }

    /** Returns when the stack was asked to end and has drained, with status 0 of this process: it has ended well, not by the signal. */
    public void stayUp() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("status").unstarted(() -> {
            close();
            if (hasDrained()) {
                Runtime.getRuntime().halt(ExitCode.OK);
            }
        }));
        awaitEnd();
        requireHealthy();
    }

    /** Called on a thread of the broker, which must not be waited for here. */
    private void onBrokerFailure() {
        synchronized (this) {
            brokerFailed = true;
        }
        Thread.ofPlatform().name("broker-failed").start(this::close);
    }

    /** Drains the services, then stops the broker. May be called more than once; later calls wait for the first. */
    @Override
    public void close() {
        if (!beginClosing()) {
            awaitOther();
            return;
        }
        try {
            services.close();
            if (!isBrokerFailed()) {
                kafka.stop();
            }
            StackState.remove(folder);
            lock.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** Whether it was closed as asked, with the broker stopped last. */
    public synchronized boolean hasDrained() {
        return closing && started && !brokerFailed;
    }

    private synchronized boolean isBrokerFailed() {
        return brokerFailed;
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
