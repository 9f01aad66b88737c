package org.e2enet.standalone.fuzz;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackPorts;

/**
 * Sends nasty requests to every call of a running installation and holds the answers against {@link AnswerRules}. Request n of a seed is
 * always the same, but for tokens and names that the installation gave.
 */
final class RestFuzz {
    private static final int SENDERS = 6;
    private static final int MOST_FAILURES = 40;

    private final StackPorts ports;
    private final List<Operation> operations;
    private final List<Caller> callers;
    private final List<String> there;
    private final List<String> goodBodies;
    private final AnswerRules rules;
    /** The first of each kind. */
    private final Map<String, String> failures = new ConcurrentSkipListMap<>();

    private final Map<String, Long> answers = new ConcurrentSkipListMap<>();

    /** @param there names of things that are there @param goodBodies JSON that calls take */
    RestFuzz(
            StackPorts ports,
            List<Operation> operations,
            List<Caller> callers,
            List<String> there,
            List<String> goodBodies,
            AnswerRules rules) {
        this.ports = ports;
        this.operations = operations;
        this.callers = callers;
        this.there = there;
        this.goodBodies = goodBodies;
        this.rules = rules;
    }

    /**
     * What came of it.
     *
     * @param answers how many by status and code
     * @param failures with what sends them again
     */
    record Report(long requests, SortedMap<String, Long> answers, List<String> failures) {}

    Report run(long requests, long seed) throws InterruptedException, ExecutionException {
        AtomicLong next = new AtomicLong();
        try (var senders = Executors.newFixedThreadPool(SENDERS)) {
            List<? extends Future<?>> running = IntStream.range(0, SENDERS)
                    .mapToObj(_ -> senders.submit(() -> {
                        sendAll(next, requests, seed);
                        return null;
                    }))
                    .toList();
            for (Future<?> sender : running) {
                sender.get();
            }
        }
        return new Report(
                answers.values().stream().mapToLong(Long::longValue).sum(),
                new TreeMap<>(answers),
                List.copyOf(failures.values()));
    }

    private void sendAll(AtomicLong next, long requests, long seed) throws IOException {
        Map<ServiceKind, RawConnection> connections = new EnumMap<>(ServiceKind.class);
        try {
            for (long n = next.getAndIncrement();
                    n < requests && failures.size() < MOST_FAILURES;
                    n = next.getAndIncrement()) {
                Random random = new Random(seed * 1_000_003 + n);
                Operation operation = operations.get(random.nextInt(operations.size()));
                int port = ports.of(operation.service());
                NastyRequest request =
                        new RequestMaker(random, callers, there, goodBodies).request(operation, "localhost:" + port);
                RawConnection connection =
                        connections.computeIfAbsent(operation.service(), _ -> new RawConnection(port));
                look(request, operation, connection, "seed " + seed + ", request " + n);
            }
        } finally {
            for (RawConnection connection : connections.values()) {
                connection.close();
            }
        }
    }

    private void look(NastyRequest request, Operation operation, RawConnection connection, String which)
            throws IOException {
        RawAnswer answer;
        Optional<String> wrong;
        try {
            answer = connection.send(
                    request.bytes(),
                    request.method().equals("HEAD"),
                    request.endsThere(),
                    operation.path().endsWith("/events"));
            wrong = rules.broken(request, answer);
        } catch (SocketTimeoutException hangs) {
            answer = RawAnswer.NONE;
            // A stream of events says nothing until there is something to tell.
            wrong = operation.path().endsWith("/events") ? Optional.empty() : Optional.of("hangs");
        }
        answers.merge((answer.status() + " " + AnswerRules.code(answer)).strip(), 1L, Long::sum);
        RawAnswer told = answer;
        wrong.ifPresent(what -> failures.putIfAbsent(
                operation.service() + " " + operation.method() + " " + operation.path() + ": " + what.split(":")[0],
                which + " by " + request.caller().name() + " to " + request.service() + ": " + what + "\n  "
                        + shown(request.bytes()) + "\n  -> " + told.status() + " " + told.headers() + " "
                        + shown(told.body())));
    }

    private static String shown(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, 900), StandardCharsets.UTF_8);
        return text.replaceAll("Bearer \\S+", "Bearer …").replaceAll("[^\\x20-\\x7e…]+", "|");
    }
}
