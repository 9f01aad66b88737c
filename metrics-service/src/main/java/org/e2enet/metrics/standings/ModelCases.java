package org.e2enet.metrics.standings;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.e2enet.history.CaseMean;

/** One model's scores on one dataset, case by case. A scan predicted more than once (other settings) is one case. */
public final class ModelCases {
    private final String modelId;
    private final SortedMap<String, CaseMean> byScan = new TreeMap<>();

    ModelCases(String modelId, List<CaseMean> cases) {
        this.modelId = modelId;
        cases.forEach(each -> byScan.put(each.scanId(), each));
    }

    public String modelId() {
        return modelId;
    }

    /** Scans with a defined mean Dice. */
    public SortedSet<String> definedScans() {
        SortedSet<String> scans = new TreeSet<>(byScan.keySet());
        scans.removeIf(scan -> dice(scan).isEmpty());
        return scans;
    }

    /** Mean over the classes of a case; empty where nothing is defined or the scan was not scored. */
    public OptionalDouble dice(String scanId) {
        CaseMean found = byScan.get(scanId);
        return found == null || found.dice() == null ? OptionalDouble.empty() : OptionalDouble.of(found.dice());
    }
}
