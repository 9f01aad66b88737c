package org.e2enet.infer.quality;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.e2enet.contract.quality.Quality;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.infer.models.PromotedModel;
import org.e2enet.prediction.quality.ScanMeasures;

/** Judges scans by what their model learned from, and counts what it finds. Thread safe. */
@Singleton
public class QualityControl {
    private final References references;
    private final Drifts drifts;
    private final MeterRegistry meters;

    QualityControl(References references, Drifts drifts, MeterRegistry meters) {
        this.references = references;
        this.drifts = drifts;
        this.meters = meters;
    }

    /** What is unusual in a scan for a model; nothing is judged where the model has no reference. */
    public Quality judge(ScanMeasures scan, PromotedModel model) {
        Optional<QualityReference> reference = references.of(model);
        Quality quality = scan.against(reference.orElse(null), model.classLabels());
        reference.ifPresent(known -> drifts.add(model.modelId(), known, scan));
        String verdict = !quality.judged() ? "not-judged" : quality.findings().isEmpty() ? "usual" : "unusual";
        meters.counter("e2enet.prediction.quality", "verdict", verdict).increment();
        ScanMeasures.flags(quality).forEach(flag -> meters.counter("e2enet.prediction.flags", "flag", flag)
                .increment());
        return quality;
    }
}
