package org.e2enet.history;

import java.util.List;
import java.util.TreeMap;

/** Figures over many scores, taken by the database. Thread safe. */
public final class Means {
    private static final String CASES = """
            select model_id, scan_id, avg(mean_dice) as dice, avg(mean_nsd) as nsd, max(scored_at) as scored_at
            from score where dataset = ? and is_current = true %s group by model_id, scan_id""";
    private static final String MODELS = """
            select c.model_id, v.version, count(*) as cases, avg(c.dice) as dice, count(c.dice) as dice_cases, avg(c.nsd) as nsd,
                count(c.nsd) as nsd_cases, max(c.scored_at) as scored_at
            from (%s) c join change v on v.dataset = ? and v.model_id = c.model_id
            group by c.model_id, v.version order by c.model_id""";
    private static final String CLASSES = """
            select label, max(name) as name, avg(dice) as dice, count(dice) as dice_cases, avg(nsd) as nsd, count(nsd) as nsd_cases
            from (select c.label, max(c.name) as name, s.scan_id, avg(c.dice) as dice, avg(c.nsd) as nsd
                from score s join class_score c on c.score_id = s.id
                where s.dataset = ? and s.is_current = true and s.model_id = ? group by c.label, s.scan_id) one
            group by label order by label""";
    private static final String CLASS_CASES = """
            select s.scan_id, c.label, max(c.name) as name, avg(c.dice) as dice from score s join class_score c on c.score_id = s.id
            where s.dataset = ? and s.is_current = true and s.model_id = ? group by s.scan_id, c.label""";
    private static final String DIFFERENCES = """
            select a.label, max(a.name) as name, count(a.dice - b.dice) as cases, avg(a.dice - b.dice) as difference
            from (%1$s) a join (%1$s) b on b.scan_id = a.scan_id and b.label = a.label group by a.label order by a.label""".formatted(CLASS_CASES);

    private final Database database;

    public Means(Database database) {
        this.database = database;
    }

    /** Names of all data sets with a current score, sorted. */
    public List<String> datasets() {
        return database.in(
                connection -> Rows.list(
                        connection,
                        row -> row.getString(1),
                        "select distinct dataset from change v where dataset <> '' and exists"
                                + " (select 1 from score s where s.dataset = v.dataset and s.is_current = true) order by dataset"));
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
        return models("", dataset, dataset);
    }

    /** As {@link #models(String)}, of one model; empty when it has no score. */
    public List<ModelMeans> model(String dataset, String modelId) {
        return models("and model_id = ?", dataset, modelId, dataset);
    }

    private List<ModelMeans> models(String condition, Object... values) {
        return database.in(connection -> Rows.list(
                connection,
                row -> new ModelMeans(
                        row.getString("model_id"),
                        row.getLong("version"),
                        row.getInt("cases"),
                        Rows.number(row, "dice"),
                        row.getInt("dice_cases"),
                        Rows.number(row, "nsd"),
                        row.getInt("nsd_cases"),
                        Rows.time(row, "scored_at")),
                MODELS.formatted(CASES.formatted(condition)),
                values));
    }

    /** Class by class, ascending. */
    public List<ClassMeans> classes(String dataset, String modelId) {
        return database.in(connection -> Rows.list(
                connection,
                row -> new ClassMeans(
                        row.getInt("label"),
                        row.getString("name"),
                        Rows.number(row, "dice"),
                        row.getInt("dice_cases"),
                        Rows.number(row, "nsd"),
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
                        Rows.number(row, "nsd")),
                CASES.formatted("") + " order by model_id, scan_id",
                dataset));
    }

    /** Two models class by class, on the scans both were scored on. */
    public List<ClassDifference> differences(String dataset, String first, String second) {
        return database.in(connection -> Rows.list(
                connection,
                row -> new ClassDifference(
                        row.getInt("label"),
                        row.getString("name"),
                        row.getInt("cases"),
                        Rows.number(row, "difference")),
                DIFFERENCES,
                dataset,
                first,
                dataset,
                second));
    }
}
