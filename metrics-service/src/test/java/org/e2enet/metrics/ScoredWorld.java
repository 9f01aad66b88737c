package org.e2enet.metrics;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelCosts;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.Size3;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Affine;
import org.e2enet.network.architecture.Presets;
import org.e2enet.store.FileStore;
import org.e2enet.testkit.NiftiBytes;

/** Scans, models and predictions as the other services leave them in the store. */
final class ScoredWorld {
    static final Map<Integer, String> LABELS = Map.of(0, "background", 1, "liver", 2, "spleen", 3, "bladder");
    private static final int EDGE = 12;
    private static final Size3 EXTENT = new Size3(EDGE, EDGE, EDGE);
    private static final Spacing SPACING = new Spacing(2, 1, 1);
    private static final String SHA = "0".repeat(64);

    private final FileStore store;

    ScoredWorld(Path storeDirectory) {
        store = new FileStore(storeDirectory);
    }

    FileStore store() {
        return store;
    }

    void dataset(String name) {
        publish("datasets/" + name, definition(name));
    }

    /** A scan whose truth has a block of class 1 and one of class 2; class 3 is absent. */
    void scan(String scanId, String dataset, boolean labelled) {
        ObjectRef image = object(new NiftiBytesOf(EDGE).packed());
        ObjectRef labels = labelled ? object(segmentation(0, EDGE)) : null;
        publish(
                "scans/" + scanId,
                new ScanNormalized(
                        scanId, dataset, List.of(image), labels, image, geometry(), fingerprint(), List.of()));
    }

    /** The scan with a truth that lies some voxels off the first one's. */
    ScanNormalized labelled(String scanId, String dataset, int shift) {
        ObjectRef image = object(new NiftiBytesOf(EDGE).packed());
        ScanNormalized scan = new ScanNormalized(
                scanId,
                dataset,
                List.of(image),
                object(segmentation(shift, EDGE)),
                image,
                geometry(),
                fingerprint(),
                List.of());
        publish("scans/" + scanId, scan);
        return scan;
    }

    /** A prediction as infer-service leaves it, document and all. */
    PredictionCompleted kept(PredictionCompleted prediction) {
        publish("predictions/" + prediction.predictionId(), prediction);
        return prediction;
    }

    private static PreparedGeometry geometry() {
        return new PreparedGeometry(
                EXTENT,
                Affine.ofSpacing(SPACING).placement(),
                AxisMapping.IDENTITY,
                AxisMapping.IDENTITY,
                new CropBox(0, 0, 0, EXTENT),
                SPACING,
                SPACING,
                EXTENT);
    }

    private static ScanFingerprint fingerprint() {
        return new ScanFingerprint(EXTENT, EXTENT, SPACING, List.of(), List.of());
    }

    CheckpointPublished model(String modelId, String dataset, long paramsActive, long flops) {
        CheckpointPublished model = new CheckpointPublished(
                modelId,
                "run",
                0,
                100,
                CheckpointPublished.Kind.FINAL,
                object(modelId.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                definition(dataset),
                Presets.paper(1, 4, Size3.cube(128), 0.8),
                Recipe.paper(1),
                new ModelCosts(20_000_000, paramsActive, flops, flops / 2),
                Map.of(),
                null);
        publish("models/" + modelId, model);
        return model;
    }

    /**
     * A prediction whose blocks lie some voxels off the truth's.
     *
     * @param edge voxels along each axis: another than the scan's gives another grid
     */
    PredictionCompleted prediction(String scanId, String dataset, String modelId, int shift, int edge) {
        return new PredictionCompleted(
                scanId + "-" + modelId,
                scanId,
                dataset,
                modelId,
                "brain",
                object(segmentation(shift, edge)),
                new PredictionCompleted.Provenance(SHA, SHA, "torch", Map.of(), 1, Map.of(), -1, List.of()));
    }

    PredictionCompleted prediction(String scanId, String dataset, String modelId, int shift) {
        return prediction(scanId, dataset, modelId, shift, EDGE);
    }

    private static DatasetDefinition definition(String name) {
        return new DatasetDefinition(name, List.of("CT"), LABELS);
    }

    private byte[] segmentation(int shift, int edge) {
        float[] labels = new float[edge * edge * edge];
        for (int z = 0, voxel = 0; z < edge; z++) {
            for (int y = 0; y < edge; y++) {
                for (int x = 0; x < edge; x++, voxel++) {
                    boolean inBlock = y >= 2 && y < 8 && z >= 2 && z < 8;
                    labels[voxel] = !inBlock ? 0 : x >= 1 + shift && x < 4 + shift ? 1 : x >= 6 && x < 9 ? 2 : 0;
                }
            }
        }
        return NiftiBytes.of(labels, edge, edge, edge).spacingMm(1, 1, 2).packed();
    }

    private ObjectRef object(byte[] content) {
        return store.put(new ByteArrayInputStream(content), "application/octet-stream", content.length);
    }

    private void publish(String name, Object document) {
        store.publish(name + ".json", EventJson.write(document));
    }

    private record NiftiBytesOf(int edge) {
        byte[] packed() {
            return NiftiBytes.of(new float[edge * edge * edge], edge, edge, edge)
                    .packed();
        }
    }
}
