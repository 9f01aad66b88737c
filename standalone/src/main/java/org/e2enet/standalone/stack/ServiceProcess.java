package org.e2enet.standalone.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.e2enet.faults.Fault;

/** One service as a child process. Thread safe. */
final class ServiceProcess {
    /** Of a process that lives: on a busy machine its start takes minutes. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);
    /** From its first answer, which says what it lacks. */
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(90);

    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(150);
    private static final int LOG_LINES_SHOWN = 25;

    private final ServiceKind kind;
    private final URI address;
    private final Path log;
    private final Process process;
    private final long startNanos = System.nanoTime();

    private ServiceProcess(ServiceKind kind, URI address, Path log, Process process) {
        this.kind = kind;
        this.address = address;
        this.log = log;
        this.process = process;
    }

    /** Starts the service; {@link #awaitReady} tells when it answers. */
    static ServiceProcess start(ServiceKind kind, StackPorts ports, DataFolder folder, Map<String, String> settings) {
        Path log = folder.log(kind.serviceName());
        ProcessBuilder builder = new ProcessBuilder(command(kind))
                .directory(folder.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(settings);
        builder.environment().putAll(environment(kind, ports, folder));
        try {
            return new ServiceProcess(kind, ports.address(kind), log, builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    ServiceKind kind() {
        return kind;
    }

    Process process() {
        return process;
    }

    Path log() {
        return log;
    }

    StackState.Running running() {
        return StackState.Running.of(kind.serviceName(), process.toHandle());
    }

    /** Since its start; of one that has ended, asked at once, how long it ran. */
    Duration ranFor() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Returns when the readiness check is green; fails with the last log lines if the child ends, with its reason if it stays red. */
    void awaitReady(HttpClient client) throws InterruptedException {
        long waiting = System.nanoTime();
        Duration patience = ANSWER_TIMEOUT;
        Readiness last = new Readiness(false, "does not answer");
        while (System.nanoTime() - waiting < patience.toNanos()) {
            if (!process.isAlive()) {
                throw fault("CLI-104", "the service ended with status " + process.exitValue() + " while starting");
            }
            Readiness now = Readiness.ask(client, address);
            if (now.ready()) {
                return;
            }
            if (now.answers() && !last.answers()) {
                waiting = System.nanoTime();
                patience = READY_TIMEOUT;
            }
            last = now;
            Thread.sleep(POLL);
        }
        throw new Fault(
                        "CLI-105",
                        "the service was not ready within " + patience.toSeconds() + " s: " + last.reason(),
                        kind.serviceName(),
                        "Mend what it lacks; its log is " + log + ".")
                .exception();
    }

    /** Asks the child to drain; {@link #awaitEnd} waits for it. */
    void terminate() {
        process.destroy();
    }

    /** Waits for a terminated child, and kills it when draining takes too long. */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(DRAIN_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    RuntimeException diedTooOften() {
        return fault("CLI-107", "the service ended again and again, last with status " + process.exitValue());
    }

    private RuntimeException fault(String code, String what) {
        String tail = String.join(System.lineSeparator() + "  | ", LogTail.of(log, LOG_LINES_SHOWN));
        return new Fault(
                        code,
                        what,
                        kind.serviceName(),
                        "Its log is " + log + "; the last lines:" + System.lineSeparator() + "  | " + tail)
                .exception();
    }

    private static List<String> command(ServiceKind kind) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + kind.heapMiB() + "m"));
        command.addAll(kind.jvmFlags());
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        String more = System.getenv(kind.flagsVariable());
        if (more != null && !more.isBlank()) {
            command.addAll(List.of(more.trim().split("\\s+")));
        }
        command.addAll(List.of("-jar", Installation.requireJar(kind).toString()));
        return command;
    }

    private static Map<String, String> environment(ServiceKind kind, StackPorts ports, DataFolder folder) {
        Map<String, String> environment = new HashMap<>(common(kind, ports, folder));
        if (kind == ServiceKind.INFER) {
            environment.put("PROVENANCE_KEY_FILE", folder.provenanceKey().toString());
        }
        if (kind == ServiceKind.DICOM) {
            environment.put("DICOM_INGEST", ports.address(ServiceKind.INGEST).toString());
            environment.put("DICOM_VAULT", folder.vault().toString());
            // The command line makes pseudonyms with it, too: one patient is one subject either way.
            environment.put("DICOM_KEY_FILE", folder.installationKey().toString());
        }
        if (kind == ServiceKind.CONSOLE) {
            for (ServiceKind behind : ports.services()) {
                if (behind != ServiceKind.CONSOLE) {
                    environment.put(
                            "CONSOLE_" + behind.name(), ports.address(behind).toString());
                }
            }
        }
        return environment;
    }

    private static Map<String, String> common(ServiceKind kind, StackPorts ports, DataFolder folder) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "LAUNCHER_PID", String.valueOf(ProcessHandle.current().pid()),
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "KAFKA_BOOTSTRAP_SERVERS", ports.bootstrapServers(),
                "STORE_DIRECTORY", folder.store().toString(),
                "INGEST_KEY_FILE", folder.installationKey().toString()));
        environment.put(ports.tls() ? "QUARKUS_HTTP_SSL_PORT" : "QUARKUS_HTTP_PORT", String.valueOf(ports.of(kind)));
        return environment;
    }
}
