package org.e2enet.standalone.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.e2enet.client.Waiting;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.standalone.console.Console;
import org.e2enet.standalone.models.ServedAlias;
import org.e2enet.standalone.stack.LocalStack;
import org.e2enet.standalone.stack.StackSession;

/** Scans through a stack while it is disturbed, one disturbance after the other, then the ledger. */
final class ChaosRun {
    /** Requests under way at once: enough to have some at every stage. */
    private static final int SENDERS = 6;

    private static final Duration SERVING_TIMEOUT = Duration.ofMinutes(2);

    /** What metrics-service takes to score the last results. */
    private static final Duration SCORING_TIMEOUT = Duration.ofMinutes(3);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final LocalStack stack;
    private final Surroundings surroundings;
    private final Console console;
    private final int scans;
    private final long seed;
    private final List<Disturbance> schedule;

    ChaosRun(LocalStack stack, Surroundings surroundings, Console console, int scans, int rounds, long seed) {
        this.stack = stack;
        this.surroundings = surroundings;
        this.console = console;
        this.scans = scans;
        this.seed = seed;
        this.schedule = Disturbance.schedule(rounds, seed, surroundings.possible());
    }

    ChaosReport run() throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        StackSession session = StackSession.of(stack);
        prepare(session, SERVING_TIMEOUT);
        Disturber disturber = new Disturber(stack, surroundings, seed);
        List<Future<Outcome>> sent = new ArrayList<>();
        List<ChaosReport.Recovery> recoveries = new ArrayList<>();
        try (Traffic traffic = new Traffic(session, new ChaosScans(seed), seed, SENDERS)) {
            int probes = schedule.size();
            for (int n = 0; n < schedule.size(); n++) {
                int until = (int) ((long) (scans - probes) * (n + 1) / schedule.size());
                while (sent.size() - n < until) {
                    sent.add(traffic.send(sent.size()));
                }
                Disturbance disturbance = schedule.get(n);
                console.progress("%d of %d: %s".formatted(n + 1, schedule.size(), disturbance.label()));
                disturber.inflict(disturbance);
                long over = System.nanoTime();
                Future<Outcome> probe = traffic.first(sent.size());
                sent.add(probe);
                probe.get();
                double seconds = (System.nanoTime() - over) / 1e9;
                recoveries.add(new ChaosReport.Recovery(disturbance.label(), seconds));
                console.say("%-15s result %.1f s after its end".formatted(disturbance.label(), seconds));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> each : sent) {
                outcomes.add(each.get());
            }
            Ledger ledger = settled(outcomes);
            return new ChaosReport(seed, ledger.isBalanced(), ledger, recoveries, (System.nanoTime() - begin) / 1e9);
        }
    }

    /** Data set and model, served. */
    static void prepare(StackSession session, Duration timeout) throws InterruptedException {
        Traffic.patiently(() -> {
            session.ingest().define(ChaosScans.dataset());
            return true;
        });
        ModelPromoted promoted = Traffic.patiently(() -> ChaosScans.promote(session.train()));
        ServedAlias.await(session.infer(), promoted, Waiting.upTo(timeout));
    }

    /** Scores come after results. */
    private Ledger settled(List<Outcome> outcomes) throws InterruptedException {
        long end = System.nanoTime() + SCORING_TIMEOUT.toNanos();
        while (true) {
            Ledger ledger = Ledger.of(outcomes, Ledger.Records.of(stack.records()));
            if (ledger.unscored() == 0 || System.nanoTime() > end) {
                return ledger;
            }
            Thread.sleep(LOOK);
        }
    }
}
