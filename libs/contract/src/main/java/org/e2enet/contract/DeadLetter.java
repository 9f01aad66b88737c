package org.e2enet.contract;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a dead letter says in its headers: enough to count, understand and replay it, nothing of its content. The
 * payload and key are the failed record's own.
 *
 * @param stage where it failed, for example {@code ingest.normalize}
 * @param code fault code
 * @param topic where the record came from
 */
public record DeadLetter(String stage, String code, String topic, int partition, long offset) {
    public static final String STAGE = "e2enet-stage";
    public static final String REASON_CODE = "e2enet-reason-code";
    public static final String TOPIC = "e2enet-topic";
    public static final String PARTITION = "e2enet-partition";
    public static final String OFFSET = "e2enet-offset";

    /** The fault's text, which names ids only. */
    public static final String REASON = "dead-letter-reason";

    /** Present when the record was too large for a letter: its payload's bytes, of which the letter has the beginning. */
    public static final String CUT_FROM_BYTES = "e2enet-cut-from-bytes";

    public DeadLetter {
        Check.name(stage, "stage");
        Check.name(code, "code");
        Check.text(topic, "topic");
        Check.atLeast(partition, 0, "partition");
        Check.atLeast(offset, 0, "offset");
    }

    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(STAGE, stage);
        headers.put(REASON_CODE, code);
        headers.put(TOPIC, topic);
        headers.put(PARTITION, Integer.toString(partition));
        headers.put(OFFSET, Long.toString(offset));
        return headers;
    }
}
