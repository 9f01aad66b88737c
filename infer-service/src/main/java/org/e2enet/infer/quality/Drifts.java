package org.e2enet.infer.quality;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.prediction.quality.ScanMeasures;

/** How the last scans of each model lie against what it learned from, since this instance's start. Thread safe. */
@Singleton
class Drifts {
    private final Map<String, Drift> byModel = new TreeMap<>();
    private final MultiGauge stability;
    private final MultiGauge scans;

    Drifts(MeterRegistry meters) {
        this.stability = MultiGauge.builder("e2enet.intensity.stability")
                .description("Population stability index of a channel over the last scans against training")
                .register(meters);
        this.scans = MultiGauge.builder("e2enet.intensity.scans")
                .description("Scans that the stability index is of")
                .register(meters);
    }

    synchronized void add(String modelId, QualityReference reference, ScanMeasures scan) {
        Drift drift = byModel.get(modelId);
        if (drift == null || !drift.isFrom(reference)) {
            drift = new Drift(reference);
            byModel.put(modelId, drift);
        }
        drift.add(scan);
        stability.register(rows(), true);
        scans.register(
                byModel.entrySet().stream()
                        .map(each -> MultiGauge.Row.of(
                                Tags.of("model", each.getKey()), each.getValue().scans()))
                        .collect(Collectors.toList()),
                true);
    }

    synchronized Map<String, Drift> all() {
        return new TreeMap<>(byModel);
    }

    private List<MultiGauge.Row<?>> rows() {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        byModel.forEach((modelId, drift) -> {
            List<Double> channels = drift.stability();
            for (int channel = 0; channel < channels.size(); channel++) {
                rows.add(MultiGauge.Row.of(
                        Tags.of("model", modelId, "channel", Integer.toString(channel)), channels.get(channel)));
            }
        });
        return rows;
    }
}
