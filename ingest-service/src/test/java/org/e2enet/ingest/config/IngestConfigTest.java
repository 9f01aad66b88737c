package org.e2enet.ingest.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestConfigTest {
    @Test
    void shouldHaveDefaultsThatWorkOnOneMachine() {
        IngestConfig config = read(Map.of());

        assertEquals(2L << 30, config.uploadLimit().asLongValue());
        assertEquals(1, config.workers());
        assertEquals("e2enet-ingest", config.group());
        assertEquals(1L << 30, config.maxVoxels());
    }

    @Test
    void shouldTakeEveryValue() {
        IngestConfig config = read(Map.of(
                "ingest.upload-limit", "64M",
                "ingest.workers", "4",
                "ingest.group", "mine",
                "ingest.max-voxels", "1000"));

        assertEquals(64L << 20, config.uploadLimit().asLongValue());
        assertEquals(4, config.workers());
        assertEquals("mine", config.group());
        assertEquals(1000, config.maxVoxels());
    }

    @ParameterizedTest
    @CsvSource({
        "ingest.workers, 0",
        "ingest.workers, many",
        "ingest.upload-limit, large",
        "ingest.group, two words",
        "ingest.max-voxels, 0",
        "ingest.max-voxels, 1073741825",
        "ingest.worker, 2"
    })
    void shouldStopTheStartAtAWrongValueOrUnknownKey(String key, String value) {
        Exception failure = assertThrows(Exception.class, () -> read(Map.of(key, value)));

        assertTrue(
                failure instanceof ConfigValidationException || failure instanceof IllegalArgumentException,
                failure.toString());
        assertTrue(
                failure.getMessage().contains(key.substring("ingest.".length()))
                        || failure.getMessage().contains(key),
                failure.getMessage());
    }

    private static IngestConfig read(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .withMapping(IngestConfig.class)
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withValidator(new BeanValidationConfigValidatorImpl())
                .build();
        return config.getConfigMapping(IngestConfig.class);
    }
}
