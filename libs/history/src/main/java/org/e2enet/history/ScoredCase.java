package org.e2enet.history;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A scan as one model segmented it, within a data set. */
record ScoredCase(String dataset, String modelId, String scanId) {
    static final String COLUMNS = "dataset, model_id, scan_id";

    static ScoredCase of(ResultSet row) throws SQLException {
        return new ScoredCase(row.getString("dataset"), row.getString("model_id"), row.getString("scan_id"));
    }
}
