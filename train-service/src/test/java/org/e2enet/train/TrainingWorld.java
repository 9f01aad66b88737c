package org.e2enet.train;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.Size3;
import org.e2enet.contract.TrainingRequested;
import org.e2enet.contract.TrainingStart;
import org.e2enet.contract.recipe.Augmentation;
import org.e2enet.contract.recipe.Evolution;
import org.e2enet.contract.recipe.Optimizer;
import org.e2enet.contract.recipe.Recipe;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.CropBox;
import org.e2enet.contract.scan.LabelCount;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Affine;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.prepare.PreparedGrid;
import org.e2enet.network.architecture.Presets;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.store.FileStore;

/** A data set of bright balls, as ingest-service leaves it in the store, and requests to train on it. */
final class TrainingWorld {
    static final String DATASET = "balls";
    static final String SCAN = "ball-1";
    private static final Size3 EXTENT = new Size3(10, 20, 20);
    private static final Spacing SPACING = new Spacing(2, 1, 1);

    private final FileStore store;

    TrainingWorld(Path directory) {
        store = new FileStore(directory);
        publish(
                "datasets/" + DATASET,
                new DatasetDefinition(DATASET, List.of("MR"), Map.of(0, "background", 1, "ball")));
        scan(SCAN, true);
    }

    /**
     * A data set with labels up to {@code largest} and one scan, {@code <name>-1}, that shows the first of them only.
     *
     * @return its name
     */
    String rareLabels(String name, int largest) {
        Map<Integer, String> labels = new HashMap<>();
        IntStream.rangeClosed(0, largest).forEach(label -> labels.put(label, "label-" + label));
        publish("datasets/" + name, new DatasetDefinition(name, List.of("MR"), labels));
        ScanNormalized ball =
                EventJson.read(store.find("scans/" + SCAN + ".json").orElseThrow(), ScanNormalized.class);
        again(ball, name, name + "-1");
        return name;
    }

    /** So many scans with one and the same content of {@code edge}³ voxels. @return their ids */
    List<String> largeScans(int count, int edge) {
        int voxels = edge * edge * edge;
        byte[] labels = new byte[voxels];
        Arrays.fill(labels, voxels / 2, voxels / 2 + 1000, (byte) 1);
        ObjectRef normalized = store.put(
                SafetensorsWriter.MEDIA_TYPE,
                new SafetensorsWriter()
                        .add("image", List.of(1, edge, edge, edge), new float[voxels])
                        .addUnsigned("labels", List.of(edge, edge, edge), labels)::write);
        ScanNormalized ball =
                EventJson.read(store.find("scans/" + SCAN + ".json").orElseThrow(), ScanNormalized.class);
        ScanNormalized large = new ScanNormalized(
                SCAN,
                DATASET,
                ball.images(),
                ball.labels(),
                normalized,
                ball.geometry(),
                ball.fingerprint(),
                List.of());
        return IntStream.range(0, count)
                .mapToObj(number -> again(large, DATASET, "large-" + number))
                .toList();
    }

    private String again(ScanNormalized scan, String dataset, String scanId) {
        publish(
                "scans/" + scanId,
                new ScanNormalized(
                        scanId,
                        dataset,
                        scan.images(),
                        scan.labels(),
                        scan.normalized(),
                        scan.geometry(),
                        scan.fingerprint(),
                        List.of()));
        return scanId;
    }

    /** The same training on the scan of {@link #rareLabels}. */
    static TrainingRequested of(String dataset, TrainingRequested request) {
        return new TrainingRequested(
                request.runId(),
                request.fold(),
                request.folds(),
                dataset,
                List.of(dataset + "-1"),
                List.of(),
                request.plan(),
                request.recipe(),
                request.promoteTo(),
                request.start());
    }

    FileStore store() {
        return store;
    }

    void scan(String scanId, boolean labelled) {
        scan(scanId, labelled, Shown.BALL);
    }

    /** A ball with a bright crumb in a corner that is none: a network that learned brightness takes it for one. */
    void scanWithCrumb(String scanId) {
        scan(scanId, true, Shown.BALL_AND_CRUMB);
    }

    /** A scan whose original label file is damaged. */
    void scanWithoutReadableLabels(String scanId) {
        scan(scanId, true);
        ScanNormalized whole =
                EventJson.read(store.find("scans/" + scanId + ".json").orElseThrow(), ScanNormalized.class);
        publish(
                "scans/" + scanId,
                new ScanNormalized(
                        scanId,
                        DATASET,
                        whole.images(),
                        store.put("no NIfTI".getBytes(StandardCharsets.UTF_8), "application/gzip"),
                        whole.normalized(),
                        whole.geometry(),
                        whole.fingerprint(),
                        List.of()));
    }

    /** A labelled scan on which there is nothing to see. */
    void scanWithoutForeground(String scanId) {
        scan(scanId, true, Shown.NOTHING);
    }

    private enum Shown {
        BALL,
        BALL_AND_CRUMB,
        NOTHING
    }

    private void scan(String scanId, boolean labelled, Shown shown) {
        float[] image = new float[Math.toIntExact(EXTENT.volume())];
        byte[] labels = new byte[image.length];
        for (int i = 0; i < image.length; i++) {
            int z = i / 400 - 5;
            int y = i / 20 % 20 - 10;
            int x = i % 20 - 10;
            labels[i] = (byte) (shown != Shown.NOTHING && 4 * z * z + y * y + x * x < 49 ? 1 : 0);
            boolean crumb = shown == Shown.BALL_AND_CRUMB && z < -1 && y < -6 && x < -6;
            image[i] = (labels[i] == 1 || crumb ? 1 : -1) + 0.1f * ((i * 31) % 7);
        }
        SafetensorsWriter writer = new SafetensorsWriter().add("image", List.of(1, 10, 20, 20), image);
        writer.addUnsigned("labels", List.of(10, 20, 20), labels);
        ObjectRef normalized = store.put(writer.toBytes(), SafetensorsWriter.MEDIA_TYPE);
        List<LabelCount> counts = new ArrayList<>();
        if (labelled) {
            counts.add(new LabelCount(0, shown == Shown.NOTHING ? 4000 : 3000));
        }
        if (labelled && shown != Shown.NOTHING) {
            counts.add(new LabelCount(1, 1000));
        }
        publish(
                "scans/" + scanId,
                new ScanNormalized(
                        scanId,
                        DATASET,
                        List.of(normalized),
                        labelled ? labelFile(labels) : null,
                        normalized,
                        geometry(),
                        new ScanFingerprint(EXTENT, EXTENT, SPACING, List.of(), counts),
                        List.of()));
    }

    private ObjectRef labelFile(byte[] labels) {
        short[] values = new short[labels.length];
        for (int i = 0; i < labels.length; i++) {
            values[i] = labels[i];
        }
        return store.put(
                "application/gzip",
                out -> NiftiWriter.write(new LabelVolume(new PreparedGrid(geometry()).original(), values), out, true));
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

    static TrainingRequested request(String runId, int epochs) {
        return request(runId, epochs, 4, List.of(SCAN), 0.01);
    }

    static TrainingRequested request(
            String runId, int epochs, int iterationsPerEpoch, List<String> scanIds, double learningRate) {
        Recipe recipe = new Recipe(
                Optimizer.adamW(learningRate),
                epochs,
                iterationsPerEpoch,
                1,
                12,
                null,
                false,
                Evolution.every(3),
                Augmentation.light(),
                0.33,
                11);
        return new TrainingRequested(
                runId,
                0,
                1,
                DATASET,
                scanIds,
                List.of(),
                Presets.e2enet(4, 8, 3, 1, 2, new Size3(8, 16, 16), 0.5),
                recipe,
                "ball");
    }

    /** The same training from a model. */
    static TrainingRequested tuning(TrainingRequested request, TrainingStart start) {
        return new TrainingRequested(
                request.runId(),
                request.fold(),
                request.folds(),
                request.dataset(),
                request.scanIds(),
                request.validationScanIds(),
                request.plan(),
                request.recipe(),
                null,
                start);
    }

    /** One of two folds that learn from the plain ball; {@code validation} is kept from training. */
    static TrainingRequested fold(String runId, int fold, String validation) {
        TrainingRequested whole = request(runId, 6, 8, List.of(SCAN), 0.01);
        return new TrainingRequested(
                runId,
                fold,
                2,
                DATASET,
                whole.scanIds(),
                List.of(validation),
                whole.plan(),
                whole.recipe(),
                whole.promoteTo());
    }

    private void publish(String name, Object document) {
        store.publish(name + ".json", EventJson.write(document));
    }
}
