package org.e2enet.metrics.standings;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import org.e2enet.history.CaseMean;
import org.e2enet.scoring.statistics.ClassDifferences;

/** One model's scores on one dataset, case by case. A scan predicted more than once (other settings) is one case. */
public final class ModelCases {
    private final String modelId;
    private final Map<String, CaseMean> byScan = new HashMap<>();
    private final SortedSet<String> definedScans;

    ModelCases(String modelId, List<CaseMean> cases) {
        this.modelId = modelId;
        cases.forEach(each -> byScan.put(each.scanId(), each));
        TreeSet<String> defined = new TreeSet<>(byScan.keySet());
        defined.removeIf(scan -> dice(scan).isEmpty());
        this.definedScans = Collections.unmodifiableSortedSet(defined);
    }

    public String modelId() {
        return modelId;
    }

    /** Scans with a defined mean Dice. */
    public SortedSet<String> definedScans() {
        return definedScans;
    }

    /** Adds each scan of both models, class by class. */
    public void differences(ModelCases second, ClassDifferences sink) {
        byScan.forEach((scan, mine) -> {
            CaseMean other = second.byScan.get(scan);
            if (other != null) {
                mine.classes().pair(other.classes(), sink::add);
            }
        });
    }

    /** Mean over the classes of a case; empty where nothing is defined or the scan was not scored. */
    public OptionalDouble dice(String scanId) {
        CaseMean found = byScan.get(scanId);
        return found == null || found.dice() == null ? OptionalDouble.empty() : OptionalDouble.of(found.dice());
    }
}
