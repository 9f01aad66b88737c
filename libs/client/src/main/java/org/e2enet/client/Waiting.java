package org.e2enet.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/**
 * Waits for a state by asking again, with pauses that grow while nothing changes, or by listening. A service that is away for a while, because
 * it is started again, is waited for.
 *
 * @param timeout after which CLI-213 ends the wait
 * @param alive called before each question; throws when waiting has no sense any more
 */
public record Waiting(Duration timeout, Runnable alive) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final double GROWTH = 1.3;
    /** A service that is started again answers sooner. */
    private static final Duration AWAY = Duration.ofMinutes(2);

    /** Waits as long as a command may. */
    public static Waiting upTo(Duration timeout) {
        return new Waiting(timeout, () -> {});
    }

    /** A question; empty = not yet. */
    @FunctionalInterface
    public interface Question<T> {
        Optional<T> ask() throws InterruptedException;
    }

    /**
     * The first answer to a question.
     *
     * @param what for the fault's text, for example {@code "end of scan"}
     * @param where a pseudonymous id
     * @throws FaultException CLI-213 when none comes in time, or what asking throws
     */
    public <T> T until(String what, String where, Question<T> question) throws InterruptedException {
        return listen(what, where, question, () -> true);
    }

    /**
     * As {@link #until}, where the question itself waits for news.
     *
     * @param pausing whether to pause before the next question after one that had no answer
     */
    <T> T listen(String what, String where, Question<T> question, BooleanSupplier pausing) throws InterruptedException {
        long start = System.nanoTime();
        long lastAnswer = start;
        double pauseMillis = FIRST_PAUSE.toMillis();
        while (true) {
            alive.run();
            try {
                Optional<T> answer = question.ask();
                if (answer.isPresent()) {
                    return answer.get();
                }
                lastAnswer = System.nanoTime();
                if (!pausing.getAsBoolean() && System.nanoTime() - start <= timeout.toNanos()) {
                    pauseMillis = FIRST_PAUSE.toMillis();
                    continue;
                }
            } catch (FaultException failure) {
                if (!isAway(failure) || System.nanoTime() - lastAnswer > AWAY.toNanos()) {
                    throw failure;
                }
            }
            if (System.nanoTime() - start > timeout.toNanos()) {
                throw late(what, where).exception();
            }
            Thread.sleep((long) pauseMillis);
            pauseMillis = Math.min(LONGEST_PAUSE.toMillis(), pauseMillis * GROWTH);
        }
    }

    private static boolean isAway(FaultException failure) {
        return failure.fault().code().equals(Refusal.NO_ANSWER);
    }

    private Fault late(String what, String where) {
        return new Fault(
                "CLI-213",
                what + ": no answer within " + timeout.toSeconds() + " s",
                where,
                "Look at './e2enet status' and the services' logs.");
    }
}
