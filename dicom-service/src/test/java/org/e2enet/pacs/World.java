package org.e2enet.pacs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.e2enet.broker.EmbeddedKafka;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.Topic;
import org.e2enet.contract.Topics;
import org.e2enet.dicom.DicomInput;
import org.e2enet.dicom.exchange.AnonymousScan;
import org.e2enet.dicom.series.ReadOptions;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.store.FileStore;
import org.e2enet.store.Sha256;
import org.e2enet.testkit.MadeSeries;
import org.e2enet.testkit.Patience;
import org.e2enet.testkit.TopicProbe;

/** A broker, a store, an archive, and the other services as far as this one sees them. */
final class World implements AutoCloseable {
    static final Duration PATIENCE = Patience.LONG;
    static final String ROUTES = """
            {"routes": [
              {"name": "mr", "match": {"modality": ["MR"], "description": "^T1"}, "dataset": "brain", "alias": "best"}]}
            """;

    private static final Topics TOPICS = Topics.withDefaultPrefix();

    final FakeArchive archive = new FakeArchive();
    final FakeIngest ingest = new FakeIngest();
    final Path folder;
    final FileStore store;
    private final EmbeddedKafka kafka;
    private final TopicProbe probe;

    World(Path folder) throws IOException {
        Files.createDirectories(folder);
        this.folder = folder;
        this.store = new FileStore(folder.resolve("store"));
        this.kafka = new EmbeddedKafka(folder.resolve("kafka"), 0).start();
        this.probe = new TopicProbe(kafka.bootstrapServers());
        Files.createDirectories(folder.resolve("vault"));
        Files.writeString(folder.resolve("vault").resolve("routes.json"), ROUTES);
        Catalogue catalogue = new Catalogue(store);
        catalogue
                .datasets()
                .put(new DatasetDefinition("brain", List.of("T1"), Map.of(0, "background", 1, "one", 2, "two")));
        // A scan that the catalogue does not have is one that somebody deleted.
        ingest.onReception(upload -> catalogue
                .scans()
                .put(new ScanReceived(
                        upload.scanId(),
                        "brain",
                        List.of(store.put("application/octet-stream", out -> out.write(upload.image()))),
                        null,
                        null,
                        Instant.now())));
    }

    DicomProcess start() throws IOException {
        return start(Map.of());
    }

    DicomProcess start(Map<String, String> settings) throws IOException {
        return DicomProcess.start(kafka.bootstrapServers(), folder, archive.address(), ingest.address(), settings);
    }

    /** Waits until the scan of a series was handed over. */
    FakeIngest.Upload awaitUpload(MadeSeries series) throws IOException {
        byte[] image = image(series);
        return Awaitility.await("upload")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ingest.of(image), found -> found.isPresent())
                .orElseThrow();
    }

    byte[] image(MadeSeries series) throws IOException {
        Path made = Files.createTempDirectory(folder, "made");
        try (DicomInput input = DicomInput.open(series.write(made.resolve("series")), ReadOptions.DEFAULT)) {
            Path scan = made.resolve("scan.nii");
            AnonymousScan.write(input.onlySeries(), scan);
            return Files.readAllBytes(scan);
        }
    }

    /** The segmentation of an upload: labels 1 and 2 in turn, in half of the slices. */
    PredictionCompleted complete(FakeIngest.Upload upload) throws IOException {
        PredictionCompleted done = prediction(upload);
        send(done);
        return done;
    }

    PredictionCompleted prediction(FakeIngest.Upload upload) throws IOException {
        return prediction(upload, "best");
    }

    PredictionCompleted prediction(FakeIngest.Upload upload, String alias) throws IOException {
        Volume image = new NiftiReader(ReadLimits.SINGLE_CHANNEL)
                .readImage(new ByteArrayInputStream(upload.image()), upload.image().length, "upload");
        short[] labels = new short[image.extent().arrayLength()];
        for (int n = 0; n < labels.length / 2; n++) {
            labels[n] = (short) (n % 3);
        }
        LabelVolume segmentation = new LabelVolume(image.geometry(), labels);
        ObjectRef ref = store.put("application/gzip", out -> NiftiWriter.write(segmentation, out, true));
        String id = Sha256.of(upload.scanId().getBytes()).substring(0, 32);
        return new PredictionCompleted(
                id,
                upload.scanId(),
                "brain",
                "model-1",
                alias,
                ref,
                new PredictionCompleted.Provenance(
                        "0".repeat(64),
                        "0".repeat(64),
                        "fake",
                        Map.of("e2enet", "0.2.0"),
                        1,
                        new HashMap<>(),
                        -1,
                        List.of()));
    }

    void send(Event event) {
        probe.send(TOPICS.name(event.topic()), event.key(), EventJson.write(event));
    }

    <E extends Event> E await(Class<E> type, Topic topic, String key) {
        ConsumerRecord<String, byte[]> record =
                probe.await(TOPICS.name(topic), found -> found.key().equals(key), PATIENCE);
        return EventJson.read(record.value(), type);
    }

    /** All records of a topic so far. */
    <E extends Event> List<E> all(Class<E> type, Topic topic) {
        return probe.records(TOPICS.name(topic)).stream()
                .map(record -> EventJson.read(record.value(), type))
                .toList();
    }

    /** Everything that the topics hold, as text. */
    String topics() {
        StringBuilder text = new StringBuilder();
        for (Topic topic : Topic.values()) {
            for (ConsumerRecord<String, byte[]> record : probe.records(TOPICS.name(topic))) {
                text.append(record.key())
                        .append(' ')
                        .append(new String(record.value()))
                        .append('\n');
                record.headers().forEach(header -> text.append(new String(header.value()))
                        .append('\n'));
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        probe.close();
        kafka.close();
        archive.close();
        ingest.close();
    }
}
