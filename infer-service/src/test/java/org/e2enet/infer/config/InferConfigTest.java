package org.e2enet.infer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.e2enet.contract.Mirroring;
import org.e2enet.network.engine.EngineName;
import org.e2enet.prediction.window.Averaging;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferConfigTest {
    @Test
    void shouldHaveTheProjectsDefaults() {
        InferConfig config = read(Map.of());
        assertEquals(EngineName.SPARSE, config.engine());
        assertEquals(0, config.threads());
        assertEquals(8L << 30, config.memoryLimit().asLongValue());
        assertEquals(1e-3, config.probeTolerance());
        assertEquals(Duration.ofSeconds(60), config.promotionsPatience());
        assertEquals(Duration.ofSeconds(15), config.claimPatience());
        assertEquals(0.5, config.window().step());
        assertEquals(Mirroring.TRAINED, config.window().mirroring());
        assertEquals(Averaging.PROBABILITIES, config.window().averaging());
    }

    @Test
    void shouldTakeEveryKey() {
        InferConfig config = read(Map.of(
                "infer.engine", "torch",
                "infer.threads", "3",
                "infer.memory-limit", "512M",
                "infer.probe-tolerance", "0.01",
                "infer.promotions-patience", "10s",
                "infer.claim-patience", "5s",
                "infer.window.step", "0.75",
                "infer.window.mirroring", "all",
                "infer.window.averaging", "logits"));
        assertEquals(EngineName.TORCH, config.engine());
        assertEquals(3, config.threads());
        assertEquals(512L << 20, config.memoryLimit().asLongValue());
        assertEquals(0.01, config.probeTolerance());
        assertEquals(Duration.ofSeconds(10), config.promotionsPatience());
        assertEquals(Duration.ofSeconds(5), config.claimPatience());
        assertEquals(0.75, config.window().step());
        assertEquals(Mirroring.ALL, config.window().mirroring());
        assertEquals(Averaging.LOGITS, config.window().averaging());
    }

    @ParameterizedTest
    @CsvSource({
        "infer.engine, abacus",
        "infer.device, cuda",
        "infer.threads, -1",
        "infer.memory-limit, much",
        "infer.probe-tolerance, -1",
        "infer.window.step, 0",
        "infer.window.step, 1.5",
        "infer.window.mirroring, sideways",
        "infer.window.averaging, votes",
        "infer.windows.step, 0.5"
    })
    void shouldNameTheKeyItRejects(String key, String value) {
        Map<String, String> wrong = Map.of(key, value);
        Exception refusal = assertThrows(ConfigValidationException.class, () -> read(wrong));
        assertTrue(plain(refusal.getMessage()).contains(plain(key)), refusal.getMessage());
    }

    /** Constraints name the method's path (probeTolerance), conversions the key (probe-tolerance). */
    private static String plain(String text) {
        return text.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static InferConfig read(Map<String, String> values) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverters(new Converter<?>[] {new MemorySizeConverter(), new DurationConverter()})
                .withMapping(InferConfig.class)
                .withValidator(new Constraints())
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
        return config.getConfigMapping(InferConfig.class);
    }

    /** Checks the annotations, as the running service does. */
    private static final class Constraints implements BeanValidationConfigValidator {
        @Override
        public Validator getValidator() {
            return Validation.buildDefaultValidatorFactory().getValidator();
        }
    }
}
