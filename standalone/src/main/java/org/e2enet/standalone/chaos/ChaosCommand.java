package org.e2enet.standalone.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.e2enet.standalone.console.OutputOptions;
import org.e2enet.standalone.console.Table;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.StackGuard;
import org.e2enet.standalone.stack.StackPorts;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code e2enet bench chaos}: a stack of its own under faults, and the ledger that must balance. */
@Command(
        name = "chaos",
        description = {
            "Starts a stack of its own, sends small scans and disturbs it by a schedule that follows from the seed: services killed "
                    + "and stopped for 40 s, the broker restarted, the store away and full, records doubled, reordered, out of date, "
                    + "garbage. Ends with a ledger: requests = results + named failures + cancelled, each effect once. Exit "
                    + "status 1 when it does not balance. Linux only.",
            "A bucket and a database that the environment names (STORE_URI and STORE_S3_ENDPOINT, METRICS_DATABASE_URL, all over plain "
                    + "connections) are used and disturbed, too: away, and the bucket busy. With --guarded the services speak TLS alone, and "
                    + "the broker TLS with a user and rights for each service; a password or key in a log is exit status 1.",
            "With --minutes: no faults, constant load, and how heap, native memory, threads, open files and logs grow."
        },
        footer = {
            "",
            "Example:",
            "  ./e2enet bench chaos --scans 60 --seed 1",
            "  ./e2enet bench chaos --guarded",
            "  ./e2enet bench chaos --minutes 60"
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final int SCANS_PER_ROUND = 100;
    private static final int LEAST_SCANS = 30;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Option(names = "--scans", defaultValue = "60", description = "Requests, 30 or more (${DEFAULT-VALUE}).")
    private int scans;

    @Option(names = "--seed", defaultValue = "1", description = "Of scans and schedule (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--minutes", description = "Constant load for so long instead of faults.")
    private Double minutes;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the stack, kept (default: a new one, removed when all is well).")
    private Path data;

    @Option(
            names = "--guarded",
            description = "With TLS at services and broker, and users there; wants an empty --data.")
    private boolean guarded;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        if (scans < LEAST_SCANS || minutes != null && minutes <= 0) {
            throw new ParameterException(spec.commandLine(), "--scans must be 30 or more, --minutes more than 0");
        }
        DataFolder folder = new DataFolder(data == null ? temporary() : data);
        boolean good;
        try (Surroundings surroundings = Surroundings.of(System.getenv())) {
            good = guarded ? guarded(folder, surroundings) : open(folder, surroundings);
        }
        if (data == null && good) {
            remove(folder.root());
        } else {
            output.console().say("Logs and store: " + folder.root());
        }
        return good ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean open(DataFolder folder, Surroundings surroundings) throws InterruptedException, ExecutionException {
        try (LocalStack stack =
                LocalStack.start(folder, StackPorts.of(0, 0), surroundings.settings(), output.console())) {
            return run(stack, surroundings);
        }
    }

    private boolean guarded(DataFolder folder, Surroundings surroundings)
            throws InterruptedException, ExecutionException {
        if (Files.exists(folder.kafka())) {
            throw new ParameterException(
                    spec.commandLine(), "--guarded makes users of its own: --data must not have records, " + data);
        }
        StackGuard guard = StackGuard.in(folder.root().resolve("guard"));
        guard.admitCaller();
        boolean good;
        try (LocalStack stack =
                LocalStack.start(folder, StackPorts.of(0, 0), surroundings.settings(), guard, output.console())) {
            good = run(stack, surroundings);
        }
        List<String> leaks = guard.leaks(folder.logs());
        leaks.forEach(log -> output.console().say("a password or a part of a key stands in the log " + log));
        return good && leaks.isEmpty();
    }

    private boolean run(LocalStack stack, Surroundings surroundings) throws InterruptedException, ExecutionException {
        return minutes == null ? disturb(stack, surroundings) : soak(stack);
    }

    private boolean disturb(LocalStack stack, Surroundings surroundings)
            throws InterruptedException, ExecutionException {
        List<String> left =
                surroundings.impossible().stream().map(Disturbance::label).toList();
        output.console().say("Left out here: " + String.join(", ", left));
        int rounds = Math.max(1, scans / SCANS_PER_ROUND);
        ChaosReport report = new ChaosRun(stack, surroundings, output.console(), scans, rounds, seed).run();
        Ledger ledger = report.ledger();
        ledger.unwanted().forEach(output.console()::say);
        ledger.doubled().forEach(output.console()::say);
        output.console()
                .say(String.format(
                        Locale.ROOT,
                        "%d requests = %d results + %s named failures + %d cancelled; lost %d, unwanted %d, doubled %d, "
                                + "unscored %d; %d announcements repeated, %d dead letters; %d disturbances in %.0f s: %s",
                        ledger.requests(),
                        ledger.results(),
                        ledger.failures(),
                        ledger.cancelled(),
                        ledger.lost(),
                        ledger.unwanted().size(),
                        ledger.doubled().size(),
                        ledger.unscored(),
                        ledger.repeated(),
                        ledger.deadLetters(),
                        report.disturbances().size(),
                        report.seconds(),
                        report.balanced() ? "balanced" : "NOT balanced"));
        output.console().result(report);
        return report.balanced();
    }

    private boolean soak(LocalStack stack) throws InterruptedException, ExecutionException {
        Duration duration = Duration.ofMillis((long) (minutes * 60_000));
        SoakReport report = new SoakRun(stack, output.console(), duration, seed).run();
        Table table = new Table(
                "service",
                "heap MiB",
                "native MiB",
                "threads",
                "files",
                "heap MiB/h",
                "native MiB/h",
                "threads/h",
                "files/h",
                "log MiB/h");
        for (SoakReport.Service service : report.services()) {
            Vitals end = service.quarters().getLast();
            table.row(
                    service.service(),
                    rounded(end.heapMiB()),
                    rounded(end.nativeMiB()),
                    end.threads(),
                    end.files(),
                    rounded(service.heapMiBPerHour()),
                    rounded(service.nativeMiBPerHour()),
                    rounded(service.threadsPerHour()),
                    rounded(service.filesPerHour()),
                    rounded(service.logMiBPerHour()));
        }
        output.console().say(table.toString());
        output.console()
                .say("%d requests in %.0f s, %d as they were meant; growth per hour since the first quarter"
                        .formatted(report.requests(), report.seconds(), report.asWanted()));
        output.console().result(report);
        return report.requests() == report.asWanted();
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("e2enet-chaos");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void remove(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
