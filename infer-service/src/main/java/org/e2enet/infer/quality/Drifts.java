package org.e2enet.infer.quality;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.prediction.quality.ScanMeasures;

/** How the last scans of each model lie against what it learned from, since this instance's start. Thread safe. */
@Singleton
class Drifts {
    private final Map<String, Drift> byModel = new TreeMap<>();
    private final MultiGauge gauge;

    Drifts(MeterRegistry meters) {
        this.gauge = MultiGauge.builder("e2enet.intensity.stability")
                .description("Population stability index of a channel over the last scans against training")
                .register(meters);
    }

    synchronized void add(String modelId, QualityReference reference, ScanMeasures scan) {
        Drift drift = byModel.get(modelId);
        if (drift == null || !drift.isFrom(reference)) {
            drift = new Drift(reference);
            byModel.put(modelId, drift);
        }
        drift.add(scan);
        gauge.register(rows(), true);
    }

    synchronized Map<String, Drift> all() {
        return new TreeMap<>(byModel);
    }

    private List<MultiGauge.Row<?>> rows() {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        byModel.forEach((modelId, drift) -> {
            List<Double> stability = drift.stability();
            for (int channel = 0; channel < stability.size(); channel++) {
                rows.add(MultiGauge.Row.of(
                        Tags.of("model", modelId, "channel", Integer.toString(channel)), stability.get(channel)));
            }
        });
        return rows;
    }
}
