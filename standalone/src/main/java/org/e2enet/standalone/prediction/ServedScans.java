package org.e2enet.standalone.prediction;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.e2enet.client.InferClient;
import org.e2enet.client.ScanState;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.dicom.exchange.InstallationKey;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.network.engine.EngineName;
import org.e2enet.standalone.console.Progress;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.datasets.ScanIntake;
import org.e2enet.standalone.stack.StackSession;

/** Scans through a stack to the segmentation by one model. Not thread safe. */
final class ServedScans implements ScanSegmenter {
    private static final Duration PREDICTION_TIMEOUT = Duration.ofHours(24);

    /** The prediction was there already, from before there were statements. */
    private static final String NO_STATEMENT = "no-statement";

    private final StackSession session;
    private final InferClient infer;
    private final ScanIntake scans;
    private final String alias;
    private final DatasetDefinition definition;
    private final Optional<EngineName> engine;
    private final Function<String, PredictionRequested> request;
    private final boolean provable;
    /** What this process waits for: who ends it does not want that any more. */
    private final AtomicReference<String> awaited = new AtomicReference<>();

    private final Thread cancelling = Thread.ofPlatform().name("cancel").unstarted(this::cancel);

    /**
     * Defines a data set for what the model is to segment, prepared as the model wants it. It is none that anybody trains on:
     * the data set that the model learned from stays as it is.
     *
     * @param key makes pseudonyms of persons
     * @param request of a scan, by its id
     * @param provable whether signed statements are wanted
     * @throws org.e2enet.faults.FaultException CLI-601 when the alias means no model
     */
    ServedScans(
            StackSession session,
            InstallationKey key,
            String alias,
            Optional<EngineName> engine,
            Function<String, PredictionRequested> request,
            boolean provable)
            throws InterruptedException {
        this.request = request;
        this.provable = provable;
        this.session = session;
        this.infer = session.infer();
        this.scans = new ScanIntake(session, key);
        this.alias = alias;
        this.engine = engine;
        this.definition = wantedBy(model(infer, alias));
        session.ingest().define(definition);
        Runtime.getRuntime().addShutdownHook(cancelling);
    }

    private static CheckpointPublished model(InferClient infer, String alias) throws InterruptedException {
        ModelPromoted promoted = infer.aliases().stream()
                .filter(known -> known.alias().equals(alias))
                .findFirst()
                .orElseThrow(() -> new Fault(
                                "CLI-601",
                                "no model is promoted to '" + alias + "'",
                                "--model",
                                "Train one with './e2enet train --promote " + alias + "', or name another data folder.")
                        .exception());
        // The members of an ensemble learned from one data set.
        return infer.model(promoted.models().getFirst());
    }

    private static DatasetDefinition wantedBy(CheckpointPublished model) {
        DatasetDefinition wanted =
                model.definition().with(definition -> definition.name("predict").preparation(model.preparation()));
        return wanted.withName("predict-" + hash(EventJson.write(wanted)));
    }

    private static String hash(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime must have SHA-256", impossible);
        }
    }

    @Override
    public int channels() {
        return definition.channelNames().size();
    }

    @Override
    public DatasetDefinition definition() {
        return definition;
    }

    @Override
    public Segmented segment(CaseFiles files, Path target, Progress progress) throws InterruptedException {
        ScanState scan = scans.require(definition, files);
        InferClient.Accepted accepted = infer.request(request.apply(scan.scanId()));
        PredictionCompleted done = awaitEnd(accepted, progress);
        infer.segmentation(done, target);
        List<String> written = new ArrayList<>();
        for (String map : done.maps().keySet()) {
            Path file = SegmentationNames.map(target, map);
            infer.map(done, map, file);
            written.add(file.toString());
        }
        String statement = null;
        if (provable && done.statement() != null) {
            Path file = SegmentationNames.statement(target);
            infer.statement(done, file);
            statement = file.toString();
        }
        PredictionCompleted.Provenance provenance = done.provenance();
        return new Segmented(
                done.predictionId(),
                done.modelId(),
                provenance.engine(),
                provenance.windows(),
                provenance.seconds(),
                provenance.peakMiB(),
                Stream.of(
                                scan.flags().stream(),
                                provenance.flags().stream(),
                                provable && statement == null ? Stream.of(NO_STATEMENT) : Stream.<String>empty())
                        .flatMap(flags -> flags)
                        .distinct()
                        .toList(),
                done.quality(),
                written,
                statement);
    }

    private PredictionCompleted awaitEnd(InferClient.Accepted accepted, Progress progress) throws InterruptedException {
        awaited.set(accepted.predictionId());
        try {
            requireEngine(accepted.engine());
            return infer.awaitEnd(accepted.predictionId(), session.waiting(PREDICTION_TIMEOUT), progress::show);
        } finally {
            awaited.set(null);
        }
    }

    /** Of somebody who ends this process; one that only fails may find the result when it is called again. */
    private void cancel() {
        String predictionId = awaited.getAndSet(null);
        if (predictionId == null) {
            return;
        }
        try {
            infer.cancel(predictionId);
        } catch (FaultException over) {
            // It ended by itself, or the stack did.
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(cancelling);
        } catch (IllegalStateException ending) {
            // It runs.
        }
        session.close();
    }

    private void requireEngine(String used) {
        if (engine.isPresent() && !engine.get().wireName().equals(used)) {
            throw new Fault(
                            "CLI-602",
                            "the stack segments with engine " + used,
                            "--engine",
                            "Leave --engine out, or start the stack with INFER_ENGINE="
                                    + engine.get().wireName() + ".")
                    .exception();
        }
    }
}
