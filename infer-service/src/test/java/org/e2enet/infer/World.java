package org.e2enet.infer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PostProcessing;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.Size3;
import org.e2enet.contract.plan.Plan;
import org.e2enet.contract.plan.PlanBuilder;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.fingerprint.Fingerprinter;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.prepare.PreparedScan;
import org.e2enet.imaging.prepare.Preprocessor;
import org.e2enet.network.architecture.Architectures;
import org.e2enet.network.checkpoint.ModelTensors;
import org.e2enet.network.engine.Model;
import org.e2enet.network.graph.Graph;
import org.e2enet.network.initial.Initializer;
import org.e2enet.network.topology.TopologyStart;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.safetensors.Tensor;
import org.e2enet.store.FileStore;

/** Scans and models as the other services leave them in the store. */
final class World {
    static final int CLASSES = 3;
    static final Size3 PROBE = Size3.cube(8);
    private static final Size3 PATCH = Size3.cube(16);
    /** As {@link #plan} and the definition of the models say. */
    static final Preparation WANTED =
            Preparation.canonical(new Spacing(1.5, 1.0, 1.2), List.of(ChannelNormalization.Z_SCORE));

    private static final String TENSORS = "application/vnd.safetensors";

    /** Turned, anisotropic, off the origin: a geometry that must come back to the last bit. */
    private static final Affine AFFINE = Affine.ofRows(0, -1.3, 0.01, 12.5, 0.9, 0, 0.02, -7.25, 0.03, 0, 1.7, 3.125);

    private final FileStore store;

    World(Path storeDirectory) {
        this.store = new FileStore(storeDirectory);
    }

    FileStore store() {
        return store;
    }

    static Geometry geometry(Size3 extent) {
        return Geometry.of(extent, AFFINE);
    }

    /** A scan of noise inside a frame of zeros. */
    void scan(String scanId, Size3 extent) {
        scan(scanId, scanId, extent, WANTED);
    }

    /** The same image as another scan, prepared in another way than the models here want it. */
    void preparedOtherwise(String scanId, String likeScan, Size3 extent) {
        scan(
                scanId,
                likeScan,
                extent,
                Preparation.canonical(new Spacing(3, 2, 2.4), List.of(ChannelNormalization.NONE)));
    }

    private void scan(String scanId, String seed, Size3 extent, Preparation plan) {
        Random random = new Random(seed.hashCode());
        float[] voxels = new float[extent.arrayLength()];
        for (int d = 1; d < extent.depth() - 1; d++) {
            for (int h = 2; h < extent.height() - 1; h++) {
                for (int w = 3; w < extent.width() - 1; w++) {
                    voxels[extent.offset(d, h, w)] = 100 + (float) random.nextGaussian();
                }
            }
        }
        Volume image = new Volume(geometry(extent), List.of(voxels));
        PreparedScan scan = Preprocessor.prepare(image, plan);
        Size3 prepared = scan.extent();
        SafetensorsWriter tensors = new SafetensorsWriter()
                .add("image", List.of(1, prepared.depth(), prepared.height(), prepared.width()), scan.image());
        ObjectRef original =
                store.put("application/gzip", out -> NiftiWriter.write(image, NiftiEncoding.FLOAT32, out, true));
        ObjectRef normalized = store.put(tensors.toBytes(), TENSORS);
        publish(
                "scans/" + scanId,
                new ScanNormalized(
                        scanId,
                        "phantoms",
                        List.of(original),
                        null,
                        normalized,
                        scan.geometry(),
                        Fingerprinter.of(image, null),
                        plan.equals(WANTED) ? List.of() : List.of("no-orientation"),
                        plan,
                        null));
    }

    /** The document of a scan, as if its tensor had another size. */
    void claimSize(String scanId, String ofScan, long bytes) {
        ScanNormalized scan =
                EventJson.read(store.find("scans/" + ofScan + ".json").orElseThrow(), ScanNormalized.class);
        ObjectRef real = scan.normalized();
        publish(
                "scans/" + scanId,
                new ScanNormalized(
                        scanId,
                        scan.dataset(),
                        scan.images(),
                        null,
                        new ObjectRef(real.uri(), real.sha256(), bytes, real.mediaType()),
                        scan.geometry(),
                        scan.fingerprint(),
                        List.of(),
                        scan.preparation(),
                        null));
    }

    /** A scan of another size in its header, as if its unit were another. */
    void scanWithSpacings(String scanId, String ofScan, double factor) {
        ScanNormalized scan = scan(ofScan);
        ScanFingerprint told = scan.fingerprint();
        Spacing spacing = told.spacingMm();
        ScanFingerprint fingerprint = new ScanFingerprint(
                told.extent(),
                told.croppedExtent(),
                new Spacing(factor * spacing.along(0), factor * spacing.along(1), factor * spacing.along(2)),
                told.channels(),
                told.labels());
        publish(scanId, scan, scan.dataset(), fingerprint);
    }

    /** A scan that belongs to another data set. */
    void scanOfDataset(String scanId, String ofScan, String dataset, String... channelNames) {
        new Catalogue(store)
                .datasets()
                .put(new DatasetDefinition(dataset, List.of(channelNames), Map.of(0, "background", 1, "a")));
        ScanNormalized scan = scan(ofScan);
        publish(scanId, scan, dataset, scan.fingerprint());
    }

    ScanNormalized scan(String scanId) {
        return EventJson.read(store.find("scans/" + scanId + ".json").orElseThrow(), ScanNormalized.class);
    }

    private void publish(String scanId, ScanNormalized like, String dataset, ScanFingerprint fingerprint) {
        publish(
                "scans/" + scanId,
                new ScanNormalized(
                        scanId,
                        dataset,
                        like.images(),
                        null,
                        like.normalized(),
                        like.geometry(),
                        fingerprint,
                        List.of(),
                        like.preparation(),
                        null));
    }

    /** A model that marks everything with one class on {@link FakeEngine}, or bright voxels if that is negative. */
    void fakeModel(String modelId, int marked, int probed) {
        fakeModel(modelId, marked, probed, PATCH);
    }

    void fakeModel(String modelId, int marked, int probed, Size3 patch) {
        Plan plan = plan(patch);
        Model model = randomModel(plan, modelId.hashCode());
        model.weight(model.graph().parameters().stream()
                        .filter(parameter -> parameter.name().equals(FakeEngine.MARKER))
                        .findFirst()
                        .orElseThrow())
                .values()[0] = marked;
        int voxels = Math.toIntExact(PROBE.volume());
        publish(modelId, plan, model, new float[voxels], FakeEngine.logits(CLASSES, probed, voxels), PROBE);
    }

    /** What train-service does with a model when its cross-validation is decided. */
    void decide(String modelId, PostProcessing decision) {
        CheckpointPublished model =
                EventJson.read(store.find("models/" + modelId + ".json").orElseThrow(), CheckpointPublished.class);
        publish("models/" + modelId, model.decided(decision, model.scores()));
    }

    /** What train-service does once it measured what a model learned from. */
    void refer(String modelId, QualityReference reference) {
        CheckpointPublished model =
                EventJson.read(store.find("models/" + modelId + ".json").orElseThrow(), CheckpointPublished.class);
        publish("models/" + modelId, model.withReference(reference));
    }

    static Plan plan(Size3 patch) {
        return PlanBuilder.builder()
                .architecture("e2enet")
                .inputChannels(1)
                .classes(CLASSES)
                .channels(List.of(4, 8, 8))
                .strides(List.of(Size3.cube(2), Size3.cube(2)))
                .kernel(new Size3(1, 3, 3))
                .sparsity(0.5)
                .patch(patch)
                .preparation(Preparation.canonical(new Spacing(1.5, 1.0, 1.2), List.of(ChannelNormalization.Z_SCORE)))
                .build();
    }

    static Model randomModel(Plan plan, long seed) {
        Graph graph = Architectures.graph(plan);
        Map<String, Tensor> weights = new LinkedHashMap<>(new Initializer(seed).weights(graph));
        return new Model(graph, weights, TopologyStart.random(graph, plan, seed));
    }

    void publish(String modelId, Plan plan, Model model, float[] probeInput, float[] probeLogits, Size3 probe) {
        SafetensorsWriter weights = new SafetensorsWriter();
        ModelTensors.add(weights, model.weights(), model.topology());
        SafetensorsWriter probes = new SafetensorsWriter()
                .add("input", List.of(1, 1, probe.depth(), probe.height(), probe.width()), probeInput)
                .add("logits.0", List.of(1, CLASSES, probe.depth(), probe.height(), probe.width()), probeLogits);
        publish(
                "models/" + modelId,
                new CheckpointPublished(
                        modelId,
                        "run",
                        0,
                        100,
                        CheckpointPublished.Kind.FINAL,
                        store.put(weights.toBytes(), TENSORS),
                        new DatasetDefinition("phantoms", List.of("T1"), Map.of(0, "background", 1, "a", 2, "b")),
                        plan,
                        Recipe.quick(1, 1, 1),
                        new ModelCosts(2, 1, 2, 1),
                        Map.of(),
                        store.put(probes.toBytes(), TENSORS)));
    }

    private void publish(String name, Object document) {
        store.publish(name + ".json", EventJson.write(document));
    }
}
