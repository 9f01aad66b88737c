package org.e2enet.standalone.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.e2enet.benchmarks.RandomModel;
import org.e2enet.client.TrainClient;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.files.TemporaryFile;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.checkpoint.Checkpoint;
import org.e2enet.network.checkpoint.Description;
import org.e2enet.network.checkpoint.Probe;
import org.e2enet.network.engine.Model;
import org.e2enet.sparse.SparseEngine;
import org.e2enet.sparse.SparseOptions;

/** Small scans, each another one, and a small model for them that learned nothing: what is tested is around it. */
final class ChaosScans {
    private static final Size3 EXTENT = new Size3(20, 24, 28);
    private static final Size3 PATCH = new Size3(8, 16, 16);
    private static final DatasetDefinition DATASET =
            new DatasetDefinition(Traffic.DATASET, List.of("MR"), Map.of(0, "background", 1, "ball"));

    private final long seed;

    ChaosScans(long seed) {
        this.seed = seed;
    }

    static DatasetDefinition dataset() {
        return DATASET;
    }

    /** Publishes the model and lets the alias mean it. */
    static ModelPromoted promote(TrainClient train) throws InterruptedException {
        Plan plan = PlanBuilder.builder()
                .architecture("nnunet")
                .inputChannels(1)
                .classes(2)
                .channels(List.of(4, 8))
                .strides(List.of(Size3.cube(2)))
                .patch(PATCH)
                .build();
        Model model = RandomModel.of(Architectures.graph(plan), 0, 1);
        Checkpoint checkpoint = Checkpoint.of(Description.of(plan, Recipe.quick(1, 1, 1), 0, null), model)
                .withProbe(Probe.of(new SparseEngine(SparseOptions.defaults()), model, plan, 0));
        try (TemporaryFile file = TemporaryFile.of("chaos", ".safetensors")) {
            checkpoint.save(file.path());
            CheckpointPublished published = train.publish(Traffic.DATASET, file.path());
            return train.promote(new ModelPromoted(Traffic.ALIAS, published.modelId()));
        }
    }

    /** A new file. */
    Path image(int n) {
        Random random = new Random(seed * 1_000_003 + n);
        float[] voxels = new float[EXTENT.arrayLength()];
        for (int v = 0; v < voxels.length; v++) {
            voxels[v] = 100 + 20 * (float) random.nextGaussian();
        }
        Path file = temporary();
        try {
            NiftiWriter.write(new Volume(geometry(), List.of(voxels)), NiftiEncoding.FLOAT32, file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file;
    }

    /** A new file. */
    Path labels(int n) {
        short[] labels = new short[EXTENT.arrayLength()];
        labels[EXTENT.offset(10, 12, n % EXTENT.width())] = 1;
        Path file = temporary();
        try {
            NiftiWriter.write(new LabelVolume(geometry(), labels), file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file;
    }

    private static Geometry geometry() {
        return Geometry.of(EXTENT, new Spacing(1, 1, 1));
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("chaos", ".nii.gz");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
