package org.e2enet.standalone.chaos;

/**
 * What a request came to, as its sender sees it.
 *
 * @param wanted what it was sent for
 * @param scanId null where the upload itself was refused
 * @param predictionId null where it came to none
 * @param state {@code completed}, {@code failed}, {@code cancelled}, or {@code lost} when nothing was heard for too long
 * @param code of a failed one
 */
record Outcome(Wanted wanted, String scanId, String predictionId, String state, String code) {
    static final String COMPLETED = "completed";
    static final String FAILED = "failed";
    static final String CANCELLED = "cancelled";
    static final String LOST = "lost";

    /** What a request is sent for. */
    enum Wanted {
        /** A sound scan: a result. */
        RESULT,
        /** A file that is no scan: a rejection by name. */
        REJECTION,
        /** A deadline that passes at once: a failure by name. */
        LATENESS,
        /** Cancelled as soon as it is asked for: cancelled, or a result that was faster. */
        CANCELLATION
    }

    /** Whether it came to what it was sent for. */
    boolean isAsWanted() {
        return switch (wanted) {
            case RESULT -> state.equals(COMPLETED);
            case REJECTION -> state.equals(FAILED) && code.startsWith("IMG-");
            // Deadlines are INF-206; its home is infer-service.
            case LATENESS -> state.equals(FAILED) && code.startsWith("INF-2");
            case CANCELLATION -> state.equals(CANCELLED) || state.equals(COMPLETED);
        };
    }
}
