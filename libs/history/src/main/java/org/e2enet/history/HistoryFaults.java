package org.e2enet.history;

import java.sql.SQLException;
import java.util.List;
import org.e2enet.faults.Fault;

/** The errors of the database, by code. */
public final class HistoryFaults {
    public static final String BAD_ADDRESS = "HIS-101";
    public static final String NEWER_SCHEMA = "HIS-102";
    public static final String BAD_CURSOR = "HIS-103";
    /** It is away, full, or does not take connections: what is to be written waits. */
    public static final String AWAY = "HIS-201";

    public static final String REFUSED = "HIS-202";

    /** SQLSTATE classes of lost connections, lacking resources, shutdowns, and of work that only has to be done again; a lock waited for too long. */
    private static final List<String> SURROUNDINGS = List.of("08", "40", "53", "57", "58", "55P03", "HYT00");
    /** H2's own: in use by another process, closed, not readable, not writable. */
    private static final List<String> SURROUNDINGS_OF_H2 =
            List.of("90020", "90028", "90031", "90062", "90067", "90098", "90121");

    private HistoryFaults() {}

    static Fault badAddress() {
        return new Fault(
                BAD_ADDRESS,
                "not an address of H2 or PostgreSQL",
                "metrics.database.url",
                "Give jdbc:h2:file:/path/of/a/file or jdbc:postgresql://host:5432/database.");
    }

    static Fault newerSchema(String found) {
        return new Fault(
                NEWER_SCHEMA,
                "the database has the schema of a newer program: version " + found,
                "database",
                "Run the version of E2ENet that wrote it, or go back to a copy of the database from before.");
    }

    static Fault badCursor() {
        return new Fault(
                BAD_CURSOR, "not a place in this list", "after", "Follow the Link header of the page before as it is.");
    }

    /** Names the state only: a driver's text may quote values. */
    static RuntimeException of(SQLException failure) {
        String state = failure.getSQLState();
        boolean surroundings = state == null
                || SURROUNDINGS.stream().anyMatch(state::startsWith)
                || SURROUNDINGS_OF_H2.contains(state);
        Fault fault = surroundings
                ? new Fault(
                        AWAY,
                        "the database does not work now" + (state == null ? "" : " (SQLSTATE " + state + ")"),
                        "metrics.database.url",
                        "Start PostgreSQL, or see its disk and log; of H2, that no other process has the file open. Records wait.")
                : new Fault(
                        REFUSED,
                        "the database refused a statement (SQLSTATE " + state + ")",
                        "database",
                        "The service's log has the statement's trace; please report it.");
        return fault.exception(failure);
    }
}
