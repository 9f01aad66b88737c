package org.e2enet.verification;

import java.util.Objects;

/**
 * One comparison with the reference.
 *
 * @param name set and subject, for example {@code forward_s222/sparse} or {@code train.batchdice.losses}
 * @param status absent where the folder has no such set: neither passed nor failed
 * @param deviation largest deviation seen, in the unit of the compared figure
 * @param allowed largest deviation that passes
 * @param detail what was compared, or what went wrong
 */
public record Check(String name, Status status, double deviation, double allowed, String detail) {
    /** How a check ended. */
    public enum Status {
        PASSED,
        FAILED,
        ABSENT
    }

    public Check {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
    }

    /** Passed where the deviation is at most the allowed one; a deviation that is no number fails. */
    public static Check of(String name, double deviation, double allowed, String detail) {
        return new Check(name, deviation <= allowed ? Status.PASSED : Status.FAILED, deviation, allowed, detail);
    }

    public static Check absent(String name, String missing) {
        return new Check(name, Status.ABSENT, Double.NaN, Double.NaN, "no " + missing + " in the reference folder");
    }

    /** A check that could not be carried out. */
    public static Check broken(String name, Exception cause) {
        return new Check(name, Status.FAILED, Double.NaN, Double.NaN, String.valueOf(cause.getMessage()));
    }

    public boolean passed() {
        return status == Status.PASSED;
    }
}
