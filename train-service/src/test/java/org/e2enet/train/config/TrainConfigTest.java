package org.e2enet.train.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigValidationException;
import java.util.Locale;
import java.util.Map;
import org.e2enet.contract.EngineChoice;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.TorchDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainConfigTest {
    @Test
    void shouldHaveTheProjectsDefaults() {
        TrainConfig config = TrainConfigs.read(Map.of());

        assertEquals(EngineChoice.AUTO, config.engine());
        assertEquals(TorchDevice.AUTO, config.device());
        assertEquals(Precision.FLOAT32, config.precision());
        assertEquals(0, config.threads());
        assertEquals(2, config.augmentationThreads());
        assertEquals(5, config.checkpointEveryEpochs());
        assertEquals(20, config.snapshotEveryUpdates());
        assertEquals(4L << 30, config.caseCache().asLongValue());
    }

    @Test
    void shouldTakeEveryKey() {
        TrainConfig config = TrainConfigs.read(Map.ofEntries(
                Map.entry("train.engine", "torch"),
                Map.entry("train.device", "cpu"),
                Map.entry("train.precision", "bf16"),
                Map.entry("train.threads", "8"),
                Map.entry("train.augmentation-threads", "4"),
                Map.entry("train.checkpoint-every-epochs", "1"),
                Map.entry("train.snapshot-every-updates", "7"),
                Map.entry("train.case-cache", "512M")));

        assertEquals(EngineChoice.TORCH, config.engine());
        assertEquals(TorchDevice.CPU, config.device());
        assertEquals(Precision.BF16, config.precision());
        assertEquals(8, config.threads());
        assertEquals(4, config.augmentationThreads());
        assertEquals(1, config.checkpointEveryEpochs());
        assertEquals(7, config.snapshotEveryUpdates());
        assertEquals(512L << 20, config.caseCache().asLongValue());
    }

    @ParameterizedTest
    @CsvSource({
        "train.engine, djl",
        "train.device, gpu",
        "train.precision, half",
        "train.threads, -1",
        "train.threads, all",
        "train.augmentation-threads, 0",
        "train.checkpoint-every-epochs, 0",
        "train.snapshot-every-updates, 0",
        "train.case-cache, much",
        "train.epochs, 100"
    })
    void shouldNameTheKeyItRejects(String key, String value) {
        Map<String, String> wrong = Map.of(key, value);

        ConfigValidationException refusal =
                assertThrows(ConfigValidationException.class, () -> TrainConfigs.read(wrong));

        assertTrue(plain(refusal.getMessage()).contains(plain(key)), refusal.getMessage());
    }

    /** Constraints name the method's path (checkpointEveryEpochs), conversions the key (checkpoint-every-epochs). */
    private static String plain(String text) {
        return text.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
