package org.e2enet.faults;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An error as its reader needs it. Never holds patient data: ids, sizes and field names only.
 *
 * @param code stable, countable name: module prefix and number, for example {@code IMG-104}
 * @param what what is wrong: the value got and the value wanted
 * @param where the place: a pseudonymous id, a header field, a configuration key, a tensor name
 * @param mend what the reader can do about it
 */
public record Fault(String code, String what, String where, String mend) {
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}-\\d{3}");

    public Fault {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("fault code must look like IMG-104: " + code);
        }
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(mend, "mend");
    }

    /** One line for logs and terminals: code, what, where, mend. */
    public String message() {
        return code + ": " + what + " [" + where + "]. " + mend;
    }

    public FaultException exception() {
        return new FaultException(this, null);
    }

    public FaultException exception(Throwable cause) {
        return new FaultException(this, cause);
    }
}
