package org.e2enet.history;

import java.util.List;
import java.util.Optional;

/**
 * How far the data sets are that are being scored again by today's rules, prediction by prediction in the order of their ids. Thread safe,
 * over processes too: of two that work on one data set, each goes on from where either is.
 */
public final class Rescorings {
    private static final String BEGINNING = "";

    private final Database database;

    public Rescorings(Database database) {
        this.database = database;
    }

    /** Begins with the first prediction; anew where it is under way. */
    public void begin(String dataset) {
        database.in(connection -> {
            ScoreHistory.lock(connection);
            Rows.change(connection, "delete from rescoring where dataset = ?", dataset);
            return Rows.change(
                    connection, "insert into rescoring (dataset, done_until) values (?, ?)", dataset, BEGINNING);
        });
    }

    /** Names of the data sets, sorted. */
    public List<String> underWay() {
        return database.in(connection ->
                Rows.list(connection, row -> row.getString(1), "select dataset from rescoring order by dataset"));
    }

    /** Id of the last prediction that was scored; of one that begins, what is before all ids. Empty where nothing is under way. */
    public Optional<String> doneUntil(String dataset) {
        return database.in(connection -> Rows.first(
                connection, row -> row.getString(1), "select done_until from rescoring where dataset = ?", dataset));
    }

    /** Notes that a prediction is done, unless the place has moved meanwhile. @param from what {@link #doneUntil} said before */
    public void advance(String dataset, String from, String predictionId) {
        database.in(connection -> Rows.change(
                connection,
                "update rescoring set done_until = ? where dataset = ? and done_until = ?",
                predictionId,
                dataset,
                from));
    }

    /** Notes that all are done, unless it was begun anew meanwhile. @param from as of {@link #advance} */
    public void end(String dataset, String from) {
        database.in(connection ->
                Rows.change(connection, "delete from rescoring where dataset = ? and done_until = ?", dataset, from));
    }
}
