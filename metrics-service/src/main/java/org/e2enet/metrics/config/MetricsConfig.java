package org.e2enet.metrics.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Map;
import java.util.Optional;
import org.e2enet.scoring.evaluation.AbsentClassPolicy;
import org.e2enet.scoring.evaluation.ScoringRules;
import org.e2enet.scoring.statistics.Defaults;
import org.e2enet.scoring.surface.HausdorffVariant;
import org.e2enet.scoring.surface.NsdVariant;
import org.e2enet.scoring.tradeoff.Alphas;

/** Settings of the metrics service. A wrong value or an unknown key below {@code metrics.} stops the start. */
@ConfigMapping(prefix = "metrics")
public interface MetricsConfig {
    /** How many predictions are scored at once; each uses all processors for its classes. */
    @WithDefault("2")
    @Min(1) @Max(64) int concurrency();

    /** Most voxels of a segmentation or truth; larger ones go to the dead letters. */
    @WithDefault("1073741824")
    @Min(1) @Max(2147483639) long maxVoxels();

    /** How predictions are scored. Stored with every result; a changed rule scores new predictions only. */
    Rules rules();

    TradeOff tradeOff();

    Intervals intervals();

    Gauges gauges();

    Database database();

    /** Where scores are kept. */
    interface Database {
        /** {@code jdbc:postgresql://host:5432/database} or {@code jdbc:h2:file:/path}; default: H2 in the store's folder. */
        Optional<String> url();

        @WithDefault("e2enet")
        String user();

        Optional<String> password();
    }

    /** Variants and tolerances. */
    interface Rules {
        @WithDefault(NsdVariant.DEFAULT)
        NsdVariant nsd();

        @WithDefault(HausdorffVariant.DEFAULT)
        HausdorffVariant hausdorff();

        /** What absent classes score. */
        @WithDefault(AbsentClassPolicy.DEFAULT)
        AbsentClassPolicy absentClasses();

        /** NSD tolerance of classes without one of their own. */
        @WithDefault("" + ScoringRules.DEFAULT_TOLERANCE_MM)
        @PositiveOrZero double toleranceMm();

        /** NSD tolerances by dataset and label: {@code metrics.rules.class-tolerance-mm.amos.8=2}. */
        Map<String, Map<Integer, @PositiveOrZero Double>> classToleranceMm();
    }

    /** Weights of the PT score, Eq. (7), and what counts as FLOPs. */
    interface TradeOff {
        @WithDefault("" + Alphas.PAPER_ALPHA1)
        @PositiveOrZero double alpha1();

        @WithDefault("" + Alphas.PAPER_ALPHA2)
        @PositiveOrZero double alpha2();

        @WithDefault("paper")
        Flops flops();
    }

    /** Bootstrap confidence intervals. */
    interface Intervals {
        @WithDefault("" + Defaults.CONFIDENCE)
        @DecimalMin("0.5") @DecimalMax("0.999") double confidence();

        @WithDefault("" + Defaults.RESAMPLES)
        @Min(100) @Max(1000000) int resamples();

        @WithDefault("" + Defaults.SEED)
        long seed();
    }

    /** Bounds of what Prometheus is shown, so that its series stay few; REST knows everything. */
    interface Gauges {
        /** Models per dataset: the last ones by id. */
        @WithDefault("20")
        @Min(1) @Max(1000) int maxModels();

        /** Labels from 1 to this one. */
        @WithDefault("64")
        @Min(1) @Max(1000) int maxLabel();
    }

    /** Counting conventions of libs/network's costs. */
    enum Flops {
        PAPER,
        EXECUTED
    }
}
