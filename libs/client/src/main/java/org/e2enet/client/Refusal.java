package org.e2enet.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.e2enet.contract.EventJson;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;

/** What a call ends with that brings no result. */
public final class Refusal {
    /** The service does not answer; it may be starting again. */
    public static final String NO_ANSWER = "CLI-203";

    /** Whoever answered is not the service, or the service could not say why: a proxy's 502, say. */
    public static final String NO_REASON = "CLI-204";

    private Refusal() {}

    /** The fault in a problem document, or CLI-204 with the status where there is none. */
    static FaultException of(HttpRequest call, int status, byte[] body) {
        JsonNode problem = json(body);
        if (problem.hasNonNull("code") && problem.hasNonNull("what")) {
            return new Fault(
                            problem.path("code").asText(),
                            problem.path("what").asText(),
                            problem.path("where").asText(),
                            problem.path("mend").asText())
                    .exception();
        }
        return new Fault(
                        NO_REASON,
                        "the service answered " + status,
                        call.method() + " " + call.uri(),
                        "Its log says more.")
                .exception();
    }

    static FaultException noAnswer(URI address, IOException failure) {
        return new Fault(
                        NO_ANSWER,
                        "the service does not answer (" + failure.getClass().getSimpleName() + ")",
                        address.toString(),
                        "Look at './e2enet status'.")
                .exception(failure);
    }

    static Fault empty(Class<?> type) {
        return new Fault(
                NO_REASON,
                "the service answered without the " + type.getSimpleName() + " that was asked for",
                "answer",
                "It may have given up: call again; its log says more.");
    }

    static Fault unreadable(Class<?> type) {
        return new Fault(
                "CLI-211",
                "the answer is no list of " + type.getSimpleName(),
                "answer",
                "Client and services must be of one version.");
    }

    private static JsonNode json(byte[] body) {
        try {
            return EventJson.mapper().readTree(body);
        } catch (IOException notJson) {
            return EventJson.mapper().createObjectNode();
        }
    }
}
