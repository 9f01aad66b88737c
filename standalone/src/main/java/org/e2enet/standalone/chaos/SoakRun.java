package org.e2enet.standalone.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackSession;

/** Scans through a stack without pause, and how what the services hold grows meanwhile. */
final class SoakRun {
    private static final int SENDERS = 4;
    private static final Duration SERVING_TIMEOUT = Duration.ofMinutes(2);
    private static final double SECONDS_PER_HOUR = 3600;
    private static final int QUARTERS = 4;

    private final LocalStack stack;
    private final Console console;
    private final Duration duration;
    private final long seed;

    SoakRun(LocalStack stack, Console console, Duration duration, long seed) {
        this.stack = stack;
        this.console = console;
        this.duration = duration;
        this.seed = seed;
    }

    SoakReport run() throws InterruptedException, ExecutionException {
        StackSession session = StackSession.of(stack);
        ChaosRun.prepare(session, SERVING_TIMEOUT);
        List<Outcome> outcomes = new ArrayList<>();
        Map<ServiceKind, List<Vitals>> quarters = new EnumMap<>(ServiceKind.class);
        long begin = System.nanoTime();
        long first = begin;
        long last = begin;
        int taken = 0;
        try (Traffic traffic = new Traffic(session, new ChaosScans(seed), seed, SENDERS)) {
            Deque<Future<Outcome>> underWay = new ArrayDeque<>();
            for (int n = 0; taken < QUARTERS; n++) {
                underWay.add(traffic.send(n));
                if (underWay.size() > 2 * SENDERS) {
                    outcomes.add(underWay.removeFirst().get());
                }
                console.progress("%d requests".formatted(n + 1));
                if (System.nanoTime() - begin > duration.toNanos() * (taken + 1) / QUARTERS) {
                    for (ServiceKind kind : stack.ports().services()) {
                        quarters.computeIfAbsent(kind, _ -> new ArrayList<>()).add(Vitals.of(stack, kind));
                    }
                    last = System.nanoTime();
                    first = taken++ == 0 ? last : first;
                }
            }
            while (!underWay.isEmpty()) {
                outcomes.add(underWay.removeFirst().get());
            }
        }
        double hours = (last - first) / 1e9 / SECONDS_PER_HOUR;
        List<SoakReport.Service> services = new ArrayList<>();
        quarters.forEach((kind, vitals) -> services.add(SoakReport.Service.of(kind.serviceName(), vitals, hours)));
        return new SoakReport(
                (System.nanoTime() - begin) / 1e9,
                outcomes.size(),
                (int) outcomes.stream().filter(Outcome::isAsWanted).count(),
                services);
    }
}
