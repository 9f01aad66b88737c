package org.e2enet.train.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.e2enet.contract.EngineChoice;
import org.e2enet.torch.runtime.Precision;
import org.e2enet.torch.runtime.TorchDevice;
import org.e2enet.torch.runtime.TorchOptions;

/**
 * Settings of the train service: where and how fast it trains. What is trained, and how, travels in the request. A wrong
 * value or an unknown key below {@code train.} stops the start.
 */
@ConfigMapping(prefix = "train")
public interface TrainConfig {
    /** Of requests that name none: {@code torch}, {@code sparse}, or {@code auto}. */
    @WithDefault("auto")
    EngineChoice engine();

    /** Of libtorch: {@code cpu}, {@code cuda}, or {@code auto}: CUDA where libtorch has it. */
    @WithDefault("auto")
    TorchDevice device();

    /** {@code bf16} computes in bf16 and keeps float32 master weights. */
    @WithDefault("float32")
    Precision precision();

    /** Threads of one operation; 0 = all CPUs of the process. Another number gives other last bits. */
    @WithDefault("0")
    @Min(0) @Max(1024) int threads();

    /** Threads that cut and augment patches beside the training thread. */
    @WithDefault("2")
    @Min(1) @Max(256) int augmentationThreads();

    /** Epochs between interim checkpoints: what a crash costs at most. */
    @WithDefault("5")
    @Min(1) int checkpointEveryEpochs();

    /** Topology updates between two snapshots of all masks in {@code masks.evolved}. */
    @WithDefault("20")
    @Min(1) int snapshotEveryUpdates();

    /** Memory for cases that are kept between patches; others are read from the store again. */
    @WithDefault("4G")
    @NotNull MemorySize caseCache();

    /** How libtorch is used. */
    default TorchOptions torch() {
        return new TorchOptions(device(), precision(), threads());
    }
}
