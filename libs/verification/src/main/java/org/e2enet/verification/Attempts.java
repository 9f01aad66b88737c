package org.e2enet.verification;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Checks of a set, run one by one: where one cannot be carried out the others still are. */
final class Attempts {
    /** Carries out some checks. */
    @FunctionalInterface
    interface Attempt {
        List<Check> run() throws IOException;
    }

    private final List<Check> checks = new ArrayList<>();

    /** @param name of the failed check where the attempt ends with an exception */
    void add(String name, Attempt attempt) {
        try {
            checks.addAll(attempt.run());
        } catch (IOException | RuntimeException e) {
            checks.add(Check.broken(name, e));
        }
    }

    List<Check> checks() {
        return List.copyOf(checks);
    }
}
