package org.e2enet.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ModelScored;

/** What models cost, and how they stood over time, each time within its comparison set. Thread safe, over processes too. */
public final class ModelHistory {
    private final Database database;

    public ModelHistory(Database database) {
        this.database = database;
    }

    /**
     * How a model stood at a moment.
     *
     * @param comparisonSet sixteen hex digits that the set goes by
     */
    public record Stood(Instant at, String comparisonSet, ModelScored standing) {}

    /** Notes what a model costs; of a model that is known nothing changes. */
    public void keep(CheckpointPublished model) {
        database.in(connection -> {
            ScoreHistory.lock(connection);
            if (Rows.first(connection, row -> 1, "select 1 from model where model_id = ?", model.modelId())
                    .isEmpty()) {
                Rows.change(
                        connection,
                        "insert into model (model_id, run_id, fold, params_total, params_active, flops_paper, flops_executed)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        model.modelId(),
                        model.runId(),
                        model.fold(),
                        model.costs().paramsTotal(),
                        model.costs().paramsActive(),
                        model.costs().flopsPaper(),
                        model.costs().flopsExecuted());
            }
            return null;
        });
    }

    public Optional<ModelCosts> costs(String modelId) {
        return database.in(connection -> Rows.first(
                connection,
                row -> new ModelCosts(
                        row.getLong("params_total"),
                        row.getLong("params_active"),
                        row.getLong("flops_paper"),
                        row.getLong("flops_executed")),
                "select * from model where model_id = ?",
                modelId));
    }

    /** Notes a standing, and its comparison set when it is a new one; one equal to the model's last is not noted again. */
    public void stands(ModelScored standing) {
        if (last(standing.modelId(), standing.dataset())
                .filter(standing::equals)
                .isPresent()) {
            return;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        database.in(connection -> {
            ScoreHistory.lock(connection);
            String set =
                    Rules.hash(standing.dataset() + "|" + String.join("|", new TreeSet<>(standing.comparisonSet())));
            if (Rows.first(connection, row -> 1, "select 1 from comparison_set where id = ?", set)
                    .isEmpty()) {
                Rows.change(
                        connection,
                        "insert into comparison_set (id, dataset, first_seen) values (?, ?, ?)",
                        set,
                        standing.dataset(),
                        now);
                for (String modelId : new TreeSet<>(standing.comparisonSet())) {
                    Rows.change(
                            connection,
                            "insert into comparison_set_model (comparison_set, model_id) values (?, ?)",
                            set,
                            modelId);
                }
            }
            return Rows.insert(
                    connection,
                    "insert into standing (model_id, dataset, comparison_set, stood_at, cases, mean_dice_percent, mean_nsd_percent,"
                            + " params_m, flops_g, pt, alpha1, alpha2) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    standing.modelId(),
                    standing.dataset(),
                    set,
                    now,
                    standing.cases(),
                    standing.meanDicePercent(),
                    standing.meanNsdPercent(),
                    standing.paramsM(),
                    standing.flopsG(),
                    standing.pt(),
                    standing.alpha1(),
                    standing.alpha2());
        });
    }

    private Optional<ModelScored> last(String modelId, String dataset) {
        return history(modelId, dataset, null, 1).stream().map(Stood::standing).findFirst();
    }

    /**
     * Standings, newest first.
     *
     * @param dataset of one data set, or null
     * @param before only older ones, or null
     */
    public List<Stood> history(String modelId, String dataset, Instant before, int limit) {
        return database.in(connection -> {
            StringBuilder where = new StringBuilder("select * from standing where model_id = ?");
            List<Object> values = new ArrayList<>(List.of(modelId));
            if (dataset != null) {
                where.append(" and dataset = ?");
                values.add(dataset);
            }
            if (before != null) {
                where.append(" and stood_at < ?");
                values.add(before);
            }
            List<Stood> bare = Rows.list(
                    connection,
                    row -> new Stood(
                            Rows.time(row, "stood_at"),
                            row.getString("comparison_set"),
                            new ModelScored(
                                    row.getString("model_id"),
                                    row.getString("dataset"),
                                    row.getInt("cases"),
                                    Rows.number(row, "mean_dice_percent"),
                                    Rows.number(row, "mean_nsd_percent"),
                                    row.getDouble("params_m"),
                                    row.getDouble("flops_g"),
                                    Rows.number(row, "pt"),
                                    row.getDouble("alpha1"),
                                    row.getDouble("alpha2"),
                                    List.of())),
                    where + " order by id desc limit " + limit,
                    values.toArray());
            List<Stood> whole = new ArrayList<>();
            for (Stood each : bare) {
                List<String> set = Rows.list(
                        connection,
                        row -> row.getString(1),
                        "select model_id from comparison_set_model where comparison_set = ? order by model_id",
                        each.comparisonSet());
                whole.add(new Stood(
                        each.at(), each.comparisonSet(), each.standing().within(set)));
            }
            return whole;
        });
    }
}
