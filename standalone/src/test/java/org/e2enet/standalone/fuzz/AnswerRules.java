package org.e2enet.standalone.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What no answer may be: a failure of ours, a refusal in a form of its own, something let in or refused against the written list, words of
 * the inside.
 */
final class AnswerRules {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern INSIDE = Pattern.compile("\\bat [\\w.$/]+\\([\\w.]+(:\\d+)?\\)"
            + "|\\b(org\\.e2enet|io\\.quarkus|io\\.smallrye|io\\.vertx|io\\.netty|java\\.(lang|util|io|nio|net|time)|jakarta\\.|com\\.fasterxml"
            + "|org\\.jboss|org\\.apache|org\\.h2|org\\.hibernate|software\\.amazon)|\\b[A-Z][a-z]+\\w*(Exception|Error)\\b|Caused"
            + " by:|Stack trace");
    /** Pages and the programs in them may say such words, and figures of memory name what it is for. */
    private static final Set<String> MAY_NAME_CLASSES = Set.of(
            "text/plain",
            "application/openmetrics-text",
            "text/html",
            "text/javascript",
            "application/javascript",
            "text/css");
    /** What a server without a service behind it may say to what is no HTTP. */
    private static final Set<Integer> OF_HTTP = Set.of(400, 411, 413, 414, 417, 431, 501, 505);

    /** Paths and headers that the server reads no further. */
    private static final Set<Integer> TOO_LONG = Set.of(414, 431);

    private static final int SWITCHED = 101;
    private static final int REDIRECTS = 300;
    private static final int BAD = 400;
    private static final int FAILED = 500;
    private static final int AWAY = 503;
    private static final int FULL = 507;

    private final Set<String> codes;
    private final List<String> hidden;
    private final List<String> leadingTo;

    /**
     * @param codes that are written down
     * @param hidden paths of this machine
     * @param leadingTo beginnings of addresses that an answer may lead to
     */
    AnswerRules(Set<String> codes, List<String> hidden, List<String> leadingTo) {
        this.codes = codes;
        this.hidden = hidden;
        this.leadingTo = leadingTo;
    }

    /** What is wrong with an answer; most often nothing. */
    Optional<String> broken(NastyRequest request, RawAnswer answer) {
        if (answer.status() == 0) {
            return request.broken() ? Optional.empty() : Optional.of("no answer");
        }
        if (answer.status() == SWITCHED) {
            return Optional.empty(); // what comes then is HTTP/2, which is not read here
        }
        if (TOO_LONG.contains(answer.status()) && answer.body().length == 0) {
            return leak(answer); // whoever asks: nobody looked further
        }
        return leak(answer).or(() -> form(request, answer)).or(() -> access(request, answer));
    }

    /** The problem's code; empty where there is none. */
    static String code(RawAnswer answer) {
        try {
            JsonNode problem = answer.body().length == 0 ? null : JSON.readTree(answer.body());
            return problem == null ? "" : problem.path("code").asText();
        } catch (java.io.IOException none) {
            return "";
        }
    }

    private Optional<String> leak(RawAnswer answer) {
        String told = answer.headers() + "\n" + answer.text();
        for (String path : hidden) {
            if (told.contains(path)) {
                return Optional.of("tells a path of this machine");
            }
        }
        if (answer.status() < REDIRECTS && MAY_NAME_CLASSES.contains(answer.mediaType())) {
            return Optional.empty();
        }
        var inside = INSIDE.matcher(told);
        return inside.find() ? Optional.of("tells of the inside: " + inside.group()) : Optional.empty();
    }

    private Optional<String> form(NastyRequest request, RawAnswer answer) {
        int status = answer.status();
        if (status < BAD) {
            String to = answer.header("location");
            boolean leads = to.isEmpty() || to.startsWith("/") && !to.startsWith("//");
            return leads || leadingTo.stream().anyMatch(to::startsWith)
                    ? Optional.empty()
                    : Optional.of("leads to " + to);
        }
        if (status >= FAILED && status != AWAY && status != FULL && !(request.broken() && OF_HTTP.contains(status))) {
            return Optional.of("failed");
        }
        if (request.method().equals("HEAD")
                || request.broken() && OF_HTTP.contains(status) && answer.body().length == 0) {
            return Optional.empty();
        }
        if (!answer.mediaType().equals("application/problem+json")) {
            return Optional.of("refused as " + answer.mediaType() + ": " + start(answer));
        }
        try {
            JsonNode problem = JSON.readTree(answer.text());
            if (problem.path("status").asInt() != status) {
                return Optional.of("names another status");
            }
            String code = problem.path("code").asText();
            return codes.contains(code)
                    ? Optional.empty()
                    : Optional.of("a code that is not written down: '" + code + "'");
        } catch (JsonProcessingException none) {
            return Optional.of("no JSON: " + start(answer));
        }
    }

    private static Optional<String> access(NastyRequest request, RawAnswer answer) {
        Verdict verdict = Verdict.of(request.service(), request.method(), request.path(), request.caller());
        String code = code(answer).startsWith("SEC-1") ? code(answer) : "";
        if (request.method().equals("HEAD")) {
            // Without a body nothing tells whose refusal it is.
            boolean refused = answer.status() == 401 || answer.status() == 403 && !mayRefuseItself(request.path());
            return verdict.letsIn() && refused && !request.atTheDoor()
                            || !verdict.letsIn() && !verdict.refusals().contains("") && answer.status() < REDIRECTS
                    ? Optional.of("against the list (HEAD): " + verdict)
                    : Optional.empty();
        }
        if (verdict.letsIn()) {
            return code.isEmpty() ? Optional.empty() : Optional.of("refused against the list: " + code);
        }
        if (verdict.refusals().contains(code)) {
            return Optional.empty();
        }
        // Something else may be wrong with it that is told first, or a page leads to the issuer; but let in it is not.
        boolean refusedElse = answer.status() >= BAD && (request.atTheDoor() || request.broken());
        boolean led = answer.status() == 302 && request.caller().standing() != Caller.Standing.GOOD;
        return refusedElse || led
                ? Optional.empty()
                : Optional.of("wanted " + verdict.refusals() + ", not '" + code + "'");
    }

    /** {@code /predictions/ID/seg}: a result that names the patient, where the service may tell none. */
    private static boolean mayRefuseItself(String path) {
        List<String> words = Verdict.segments(path);
        int last = words.size() - 1;
        return last >= 2 && words.get(last).equals("seg") && words.get(last - 2).equals("predictions");
    }

    private static String start(RawAnswer answer) {
        return answer.text().substring(0, Math.min(200, answer.text().length()));
    }
}
