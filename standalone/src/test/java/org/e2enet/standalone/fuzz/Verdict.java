package org.e2enet.standalone.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.e2enet.standalone.login.WrittenAccess;
import org.e2enet.standalone.login.WrittenAccess.Call;
import org.e2enet.standalone.stack.ServiceKind;

/**
 * What the written list says of a request, by a reading of its path of its own (RFC 3986, 6.2.2): escaped letters, digits and
 * {@code -._~} are themselves, dot segments lead up.
 *
 * @param refusals codes of which one must be the answer's; none where the request must be let in
 */
record Verdict(Set<String> refusals) {
    private static final Verdict LET_IN = new Verdict(Set.of());
    private static final Map<ServiceKind, List<Call>> WRITTEN = new EnumMap<>(ServiceKind.class);
    private static final Pattern ESCAPED = Pattern.compile("%([0-9a-fA-F]{2})");

    static {
        for (ServiceKind service : ServiceKind.values()) {
            try {
                WRITTEN.put(service, WrittenAccess.of(service));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    boolean letsIn() {
        return refusals.isEmpty();
    }

    /** @param path as it is sent, without its query */
    static Verdict of(ServiceKind service, String method, String path, Caller caller) {
        Optional<Call> line = line(service, method, path);
        if (line.isPresent() && line.get().isOpen()) {
            // A login that is none is told at once, asked for or not.
            return caller.standing() == Caller.Standing.BAD ? new Verdict(Set.of("SEC-102", "")) : LET_IN;
        }
        return switch (caller.standing()) {
            case NONE -> new Verdict(Set.of("SEC-101"));
            case BAD -> new Verdict(Set.of("SEC-101", "SEC-102"));
            case GOOD -> {
                if (line.isEmpty()) {
                    yield new Verdict(Set.of("SEC-104"));
                }
                boolean has = WrittenAccess.ROLES.contains(caller.name())
                        && line.get().isFor(caller.name());
                yield has ? LET_IN : new Verdict(Set.of("SEC-103"));
            }
        };
    }

    private static Optional<Call> line(ServiceKind service, String method, String path) {
        List<String> segments = segments(path);
        if (path.contains(";")) {
            return Optional.empty();
        }
        String called = method.equals("HEAD") ? "GET" : method;
        return WRITTEN.get(service).stream()
                .filter(call -> call.method().equals(called))
                .filter(call -> matches(segments(call.path()), segments))
                .min(Comparator.comparing(call -> call.path().replace('*', '~')));
    }

    private static boolean matches(List<String> line, List<String> called) {
        if (line.size() != called.size()) {
            return false;
        }
        for (int i = 0; i < line.size(); i++) {
            if (!line.get(i).equals("*") && !line.get(i).equals(called.get(i))) {
                return false;
            }
        }
        return true;
    }

    static List<String> segments(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : unescaped(path).substring(1).split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.equals(".")) {
                segments.addLast(segment); // an empty one, too: what leads up takes it away
            }
        }
        return segments.stream().filter(segment -> !segment.isEmpty()).toList();
    }

    private static String unescaped(String path) {
        Matcher escaped = ESCAPED.matcher(path);
        return escaped.replaceAll(found -> {
            char letter = (char) Integer.parseInt(found.group(1), 16);
            String itself = String.valueOf(letter);
            boolean unreserved = letter < 128 && itself.matches("[A-Za-z0-9._~-]");
            return Matcher.quoteReplacement(unreserved ? itself : found.group());
        });
    }
}
