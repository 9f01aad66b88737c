package org.e2enet.edge.security;

import java.util.Locale;
import java.util.Set;

/** What a user or a machine is here for, as the token's claim names it, in lower case. */
public enum Role {
    /** Looks at everything, changes nothing. */
    VIEWER,
    /** Runs the installation: scans in, predictions, deliveries, dead letters. */
    OPERATOR,
    /** Changes what is predicted: data sets, labels, trainings, models. */
    SCIENTIST,
    /** May do all of it, and remove what others brought. */
    ADMIN;

    /** As tokens and access lists write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether who has one of these roles may do what this role may: administrators everything, and everybody look. */
    boolean isAmong(Set<String> held) {
        return held.contains(word())
                || held.contains(ADMIN.word())
                || (this == VIEWER && (held.contains(OPERATOR.word()) || held.contains(SCIENTIST.word())));
    }
}
