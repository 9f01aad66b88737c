package org.e2enet.edge;

import java.io.UncheckedIOException;
import org.e2enet.contract.Topic;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.store.StoreFaults;

/** Errors at every service's border: EDG-1xx the caller's, EDG-2xx the surroundings', EDG-9xx nobody foresaw. */
public final class EdgeFaults {
    public static final String BROKER_AWAY = "EDG-201";
    public static final String FOREIGN_HOST = "EDG-101";
    public static final String FOREIGN_ORIGIN = "EDG-102";
    public static final String BODY_TOO_LARGE = "EDG-103";
    public static final String BAD_REQUEST = "EDG-104";
    public static final String TOO_SLOW = "EDG-105";
    public static final String BAD_JSON = "EDG-106";
    public static final String EVENT_TOO_LARGE = "EDG-111";
    public static final String UNKNOWN_LETTER = "EDG-112";
    public static final String TOO_MANY_CALLS = "EDG-116";
    public static final String TOO_MANY_UPLOADS = "EDG-202";
    public static final String TOPIC_LIMITS = "EDG-203";
    public static final String AUDIT_FULL = "EDG-204";
    public static final String UNEXPECTED = "EDG-901";

    private EdgeFaults() {}

    public static Fault foreignHost() {
        return new Fault(
                FOREIGN_HOST,
                "the request names a host that this service does not go by",
                "header Host",
                "Call it by localhost, its own name or address, or list the name in edge.hosts.");
    }

    public static Fault foreignOrigin() {
        return new Fault(
                FOREIGN_ORIGIN,
                "a page of another origin may not write here",
                "header Origin",
                "Send the request from a program or from a page of this host, or list the origin in edge.origins.");
    }

    public static Fault bodyTooLarge(long limitBytes) {
        return new Fault(
                BODY_TOO_LARGE,
                "the body is larger than the limit of " + limitBytes + " bytes",
                "request body",
                "Send less; for scans, pack them with gzip or crop them, or raise the service's upload limit.");
    }

    /** What HTTP itself refuses: no such path, method, media type, a form that is none. */
    public static Fault badRequest(int status) {
        return new Fault(
                BAD_REQUEST,
                "the request cannot be served (HTTP " + status + ")",
                "request",
                "Compare path, method, headers and body with the service's description: GET /q/openapi, docs/running.md.");
    }

    public static Fault tooSlow(long bytesPerSecond) {
        return new Fault(
                TOO_SLOW,
                "the body comes slower than " + bytesPerSecond + " bytes a second",
                "request body",
                "Send it again on a better line, or lower edge.least-upload-rate.");
    }

    public static Fault noCertificate() {
        return new Fault(
                "EDG-118",
                "this service answers only who shows a certificate of an authority that it names",
                "TLS connection",
                "Call it by https and show one: edge.certificate and edge.key, of the command line EDGE_CERTIFICATE and EDGE_KEY.");
    }

    /** @param perMinute as many as one user may make */
    public static Fault tooManyCalls(int perMinute) {
        return new Fault(
                TOO_MANY_CALLS,
                "more than " + perMinute + " calls a minute come from one user or address",
                "request",
                "Wait as long as Retry-After says and call less often, or raise edge.calls.");
    }

    public static Fault tooManyUploads(int atOnce) {
        return new Fault(
                TOO_MANY_UPLOADS,
                atOnce + " uploads are under way, as many as are taken at once",
                "request",
                "Send it again shortly.");
    }

    /** @param what names the field and what is wrong with it */
    public static Fault badJson(String what) {
        return new Fault(
                BAD_JSON, what, "request body", "Compare it with the service's description: GET /q/openapi, docs.");
    }

    /** The name that was given is not repeated. */
    public static Fault otherAuthor() {
        return new Fault(
                "EDG-117",
                "the call says that somebody else than the login does this",
                "by",
                "Leave 'by' out: where people log in, the login tells who it is.");
    }

    public static Fault badCursor() {
        return new Fault(
                "EDG-107",
                "no page ended there",
                "query after",
                "Take the 'next' of the page before as it is, percent-encoded; leave it out to begin.");
    }

    public static Fault badLimit(int most) {
        return new Fault("EDG-108", "not a number of rows", "query limit", "Ask for 1 to " + most + ".");
    }

    /** @param parameter of the query; what was given is not repeated */
    public static Fault noNumber(String parameter) {
        return new Fault("EDG-109", "not a number", "query " + parameter, "Write digits, or leave it out.");
    }

    public static Fault brokerAway(String topic) {
        return new Fault(
                BROKER_AWAY,
                "the broker does not answer; what was uploaded or computed is in the store",
                "topic " + topic,
                "Check that Kafka is up; the service goes on by itself. A request can be sent again: nothing is stored twice.");
    }

    /** @param compression the topic's {@code compression.type} @param bytes its {@code max.message.bytes} */
    public static Fault topicLimits(String topic, String compression, String bytes) {
        return new Fault(
                TOPIC_LIMITS,
                "the topic has compression.type=" + compression + " and max.message.bytes=" + bytes
                        + ", uncompressed and at least " + Topic.MESSAGE_LIMIT_BYTES + " are wanted",
                "topic " + topic,
                "Set both with kafka-configs.sh --alter --add-config, as deploy/kafka/create-topics.sh does.");
    }

    public static Fault auditFull() {
        return new Fault(
                AUDIT_FULL,
                "no more audit records can be kept; what cannot be recorded is not done",
                "topic " + Topic.AUDIT_RECORDED.shortName(),
                "Check that Kafka is up: records that wait are sent then, and calls are answered again. audit.spool is their number.");
    }

    public static Fault eventTooLarge(String topic, int limitBytes) {
        return new Fault(
                EVENT_TOO_LARGE,
                "the event is larger than a record of " + limitBytes + " bytes may be",
                "topic " + topic,
                "Use fewer or shorter names and lists in the request.");
    }

    /**
     * The fault behind any failure of a stage: its own, the store's where a file could not be read, or else {@link #UNEXPECTED}.
     *
     * @param where the stage
     */
    public static Fault of(Throwable failure, String where) {
        return switch (failure) {
            case FaultException known -> known.fault();
            case UncheckedIOException unread -> StoreFaults.notRead(where, unread.getCause());
            default -> unexpected(where);
        };
    }

    /** Its text is public, the error's own stays in the log. @param where a stage or a service */
    public static Fault unexpected(String where) {
        return new Fault(
                UNEXPECTED,
                "an unforeseen error stopped the work",
                where,
                "See the service's log at this time; ask again, or replay the dead letter, once it is mended.");
    }
}
