package org.e2enet.history;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;

/** Figures over many scores: from sums and cases that are kept in step with the scores. Thread safe. */
public final class Means {
    private static final String CASES = "select * from case_mean where dataset = ? order by model_id, scan_id";
    private static final String MODELS = """
            select m.*, v.version from model_mean m join change v on v.dataset = m.dataset and v.model_id = m.model_id
            where m.dataset = ? and m.cases > 0 %s order by m.model_id""";
    private static final String CLASSES =
            "select * from class_mean where dataset = ? and model_id = ? and cases > 0 order by label";

    private final Database database;

    public Means(Database database) {
        this.database = database;
    }

    /** Names of all data sets with a current score, sorted. */
    public List<String> datasets() {
        return database.in(connection -> Rows.list(
                connection,
                row -> row.getString(1),
                "select distinct dataset from model_mean where cases > 0 order by dataset"));
    }

    /** What changed last of each model of a data set: equal versions say that nothing did. */
    public TreeMap<String, Long> versions(String dataset) {
        return database.in(connection -> {
            TreeMap<String, Long> versions = new TreeMap<>();
            Rows.list(
                    connection,
                    row -> versions.put(row.getString(1), row.getLong(2)),
                    "select model_id, version from change where dataset = ? and model_id <> ''",
                    dataset);
            return versions;
        });
    }

    /** Every model of a data set that has a score, by id. */
    public List<ModelMeans> models(String dataset) {
        return models("", dataset);
    }

    /** As {@link #models(String)}, of one model; empty when it has no score. */
    public List<ModelMeans> model(String dataset, String modelId) {
        return models("and m.model_id = ?", dataset, modelId);
    }

    private List<ModelMeans> models(String condition, Object... values) {
        return database.in(connection -> Rows.list(
                connection,
                row -> new ModelMeans(
                        row.getString("model_id"),
                        row.getLong("version"),
                        row.getInt("cases"),
                        mean(row, "dice"),
                        row.getInt("dice_cases"),
                        mean(row, "nsd"),
                        row.getInt("nsd_cases"),
                        Rows.time(row, "last_scored_at")),
                MODELS.formatted(condition),
                values));
    }

    /** Null where no case is defined. */
    private static Double mean(ResultSet row, String figure) throws SQLException {
        int cases = row.getInt(figure + "_cases");
        return cases == 0
                ? null
                : (Double) row.getBigDecimal(figure + "_sum")
                        .divide(BigDecimal.valueOf(cases), MathContext.DECIMAL128)
                        .doubleValue();
    }

    /** Class by class, ascending. */
    public List<ClassMeans> classes(String dataset, String modelId) {
        return database.in(connection -> Rows.list(
                connection,
                row -> new ClassMeans(
                        row.getInt("label"),
                        row.getString("name"),
                        mean(row, "dice"),
                        row.getInt("dice_cases"),
                        mean(row, "nsd"),
                        row.getInt("nsd_cases")),
                CLASSES,
                dataset,
                modelId));
    }

    /** Every case of every model, by model and scan. */
    public List<CaseMean> cases(String dataset) {
        return database.in(connection -> Rows.list(
                connection,
                row -> new CaseMean(
                        row.getString("model_id"),
                        row.getString("scan_id"),
                        Rows.number(row, "dice"),
                        Rows.number(row, "nsd"),
                        ClassDice.parse(row.getString("class_dice"))),
                CASES,
                dataset));
    }
}
