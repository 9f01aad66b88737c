package org.e2enet.infer.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.e2enet.contract.Mirroring;
import org.e2enet.network.engine.EngineName;
import org.e2enet.prediction.window.Averaging;

/** Settings of the infer service. A wrong value or an unknown key below {@code infer.} stops the start. */
@ConfigMapping(prefix = "infer")
public interface InferConfig {
    /** What runs the networks. */
    @WithDefault("sparse")
    EngineName engine();

    /** Threads of one prediction; 0 = all CPUs this process may use. */
    @WithDefault("0")
    @Min(0) int threads();

    /**
     * Most that the process takes: loaded models with their working memory, and the prediction in work. Models that nobody
     * asked for lately make room; a request that needs more fails before any work.
     */
    @WithDefault("8G")
    MemorySize memoryLimit();

    /** After its start an instance reads all promotions again; so long an alias that is not there yet is waited for. */
    @WithDefault("60s")
    Duration promotionsPatience();

    /** How long another instance's claim on a prediction must go unrenewed until that instance counts as lost; renewed five times as often. */
    @WithDefault("15s")
    Duration claimPatience();

    /** Largest difference of a probe's logits with which a model may serve; engines round differently. */
    @WithDefault("1e-3")
    @DecimalMin("0") double probeTolerance();

    Window window();

    /** The sliding window. Part of what a prediction's id is derived from. */
    interface Window {
        /** Distance of neighbouring windows in patches. */
        @WithDefault("0.5")
        @DecimalMin("0.1") @DecimalMax("1") double step();

        /** Test-time flips. */
        @WithDefault("trained")
        Mirroring mirroring();

        /** What is averaged over windows and flips. */
        @WithDefault("probabilities")
        Averaging averaging();
    }
}
