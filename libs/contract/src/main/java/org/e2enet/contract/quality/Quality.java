package org.e2enet.contract.quality;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scan and its segmentation in numbers, and which of them are unusual for the model.
 *
 * @param judged whether the model came with a reference; without one nothing is found
 * @param measures by name; docs/infer.md says what each is
 */
public record Quality(boolean judged, Map<String, Double> measures, List<Finding> findings) {
    public Quality {
        measures = measures == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(measures));
        findings = findings == null ? List.of() : List.copyOf(findings);
    }
}
