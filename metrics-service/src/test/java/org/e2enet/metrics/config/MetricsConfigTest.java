package org.e2enet.metrics.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.e2enet.scoring.evaluation.AbsentClassPolicy;
import org.e2enet.scoring.surface.HausdorffVariant;
import org.e2enet.scoring.surface.NsdVariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsConfigTest {
    @Test
    void shouldHaveTheProjectsDefaults() {
        MetricsConfig config = read(Map.of());

        assertEquals(2, config.concurrency());
        assertEquals(1L << 30, config.maxVoxels());
        assertEquals(NsdVariant.SURFEL, config.rules().nsd());
        assertEquals(HausdorffVariant.SURFEL_WEIGHTED, config.rules().hausdorff());
        assertEquals(AbsentClassPolicy.ABSENT_IN_BOTH_UNDEFINED, config.rules().absentClasses());
        assertEquals(1.0, config.rules().toleranceMm());
        assertEquals(Map.of(), config.rules().classToleranceMm());
        assertEquals(1.0, config.tradeOff().alpha1());
        assertEquals(0.5, config.tradeOff().alpha2());
        assertEquals(MetricsConfig.Flops.PAPER, config.tradeOff().flops());
        assertEquals(0.95, config.intervals().confidence());
        assertEquals(2000, config.intervals().resamples());
        assertEquals(Optional.empty(), config.database().url());
        assertEquals("e2enet", config.database().user());
        assertEquals(20, config.gauges().maxModels());
        assertEquals(64, config.gauges().maxLabel());
    }

    @Test
    void shouldTakeEveryKey() {
        MetricsConfig config = read(Map.ofEntries(
                Map.entry("metrics.concurrency", "4"),
                Map.entry("metrics.max-voxels", "1000"),
                Map.entry("metrics.rules.nsd", "boundary-voxels"),
                Map.entry("metrics.rules.hausdorff", "directed-max"),
                Map.entry("metrics.rules.absent-classes", "absent-in-truth-undefined"),
                Map.entry("metrics.rules.tolerance-mm", "2"),
                Map.entry("metrics.rules.class-tolerance-mm.amos.8", "3.5"),
                Map.entry("metrics.trade-off.alpha1", "2"),
                Map.entry("metrics.trade-off.alpha2", "0.25"),
                Map.entry("metrics.trade-off.flops", "executed"),
                Map.entry("metrics.intervals.confidence", "0.9"),
                Map.entry("metrics.intervals.resamples", "500"),
                Map.entry("metrics.intervals.seed", "7"),
                Map.entry("metrics.database.url", "jdbc:postgresql://db/scores"),
                Map.entry("metrics.database.user", "u"),
                Map.entry("metrics.database.password", "p"),
                Map.entry("metrics.gauges.max-models", "5"),
                Map.entry("metrics.gauges.max-label", "15")));

        assertEquals(4, config.concurrency());
        assertEquals(1000, config.maxVoxels());
        assertEquals(NsdVariant.BOUNDARY_VOXELS, config.rules().nsd());
        assertEquals(HausdorffVariant.DIRECTED_MAX, config.rules().hausdorff());
        assertEquals(AbsentClassPolicy.ABSENT_IN_TRUTH_UNDEFINED, config.rules().absentClasses());
        assertEquals(2.0, config.rules().toleranceMm());
        assertEquals(Map.of("amos", Map.of(8, 3.5)), config.rules().classToleranceMm());
        assertEquals(2.0, config.tradeOff().alpha1());
        assertEquals(0.25, config.tradeOff().alpha2());
        assertEquals(MetricsConfig.Flops.EXECUTED, config.tradeOff().flops());
        assertEquals(0.9, config.intervals().confidence());
        assertEquals(500, config.intervals().resamples());
        assertEquals(7, config.intervals().seed());
        assertEquals(
                Optional.of("jdbc:postgresql://db/scores"), config.database().url());
        assertEquals("u", config.database().user());
        assertEquals(Optional.of("p"), config.database().password());
        assertEquals(5, config.gauges().maxModels());
        assertEquals(15, config.gauges().maxLabel());
    }

    @ParameterizedTest
    @CsvSource({
        "metrics.concurrency, 0",
        "metrics.concurrency, many",
        "metrics.max-voxels, 0",
        "metrics.rules.nsd, surfels",
        "metrics.rules.hausdorff, max",
        "metrics.rules.absent-classes, ignore",
        "metrics.rules.tolerance-mm, -1",
        "metrics.rules.class-tolerance-mm.amos.8, -1",
        "metrics.trade-off.alpha1, -0.1",
        "metrics.trade-off.flops, true",
        "metrics.intervals.confidence, 95",
        "metrics.intervals.resamples, 1",
        "metrics.gauges.max-models, 0",
        "metrics.tolerance, 1"
    })
    void shouldNameTheKeyItRejects(String key, String value) {
        Map<String, String> wrong = Map.of(key, value);

        ConfigValidationException refusal = assertThrows(ConfigValidationException.class, () -> read(wrong));

        assertTrue(plain(refusal.getMessage()).contains(plain(key)), refusal.getMessage());
    }

    /** Constraints name the method's path (tradeOff), conversions the key (trade-off). */
    private static String plain(String text) {
        return text.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static MetricsConfig read(Map<String, String> values) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(MetricsConfig.class)
                .withValidator(new Constraints())
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
        return config.getConfigMapping(MetricsConfig.class);
    }

    /** Checks the annotations, as the running service does. */
    private static final class Constraints implements BeanValidationConfigValidator {
        @Override
        public Validator getValidator() {
            return Validation.buildDefaultValidatorFactory().getValidator();
        }
    }
}
