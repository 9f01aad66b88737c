package org.e2enet.standalone.prediction;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.Event;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.ModelPromoted;
import org.e2enet.contract.PredictionCompleted;
import org.e2enet.contract.PredictionFailed;
import org.e2enet.contract.PredictionRequested;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanRejected;
import org.e2enet.faults.Fault;
import org.e2enet.faults.FaultException;
import org.e2enet.standalone.datasets.CaseFiles;
import org.e2enet.standalone.datasets.Uploads;
import org.e2enet.standalone.models.EngineName;
import org.e2enet.standalone.stack.DataFolder;
import org.e2enet.standalone.stack.ServiceKind;
import org.e2enet.standalone.stack.StackSession;
import org.e2enet.store.FileStore;

/** Scans through a stack to the segmentation by one model. Not thread safe. */
final class ServedScans {
    private static final Duration SCAN_TIMEOUT = Duration.ofMinutes(30);
    private static final Duration PREDICTION_TIMEOUT = Duration.ofHours(2);

    private final StackSession session;
    private final Uploads uploads;
    private final String alias;
    private final String modelId;
    private final DatasetDefinition definition;
    private final Optional<EngineName> engine;

    /** @throws org.e2enet.faults.FaultException CLI-601 when the alias means no model */
    ServedScans(StackSession session, DataFolder folder, String alias, Optional<EngineName> engine)
            throws InterruptedException {
        this.session = session;
        this.uploads = new Uploads(session.client(ServiceKind.INGEST));
        this.alias = alias;
        FileStore store = FileStore.readOnly(folder.store());
        ModelPromoted promoted = store.find("aliases/" + alias + ".json")
                .map(json -> EventJson.read(json, ModelPromoted.class))
                .orElseThrow(() -> notPromoted(alias));
        this.modelId = promoted.modelId();
        // The members of an ensemble learned from one data set.
        this.definition = store.find("models/" + promoted.models().getFirst() + ".json")
                .map(json -> EventJson.read(json, CheckpointPublished.class).definition())
                .orElseThrow(() -> notPromoted(alias));
        this.engine = engine;
        uploads.define(definition);
    }

    private static FaultException notPromoted(String alias) {
        return new Fault(
                        "CLI-601",
                        "no model is promoted to '" + alias + "'",
                        "--model",
                        "Train one with './e2enet train --promote " + alias + "', or name another data folder.")
                .exception();
    }

    /** Writes the segmentation to the target. */
    PredictionCompleted segment(CaseFiles files, Path target) throws InterruptedException {
        String scanId = uploads.upload(definition.name(), files).scanId();
        Event scan = await(
                event -> event instanceof ScanNormalized done && done.scanId().equals(scanId)
                        || event instanceof ScanRejected rejected
                                && rejected.scanId().equals(scanId),
                SCAN_TIMEOUT);
        if (scan instanceof ScanRejected rejected) {
            throw rejected.fault().exception();
        }
        session.events().catchUp();
        long failuresBefore = failures(scanId);
        session.sender().send(new PredictionRequested(scanId, alias));
        Event end = await(
                event -> event instanceof PredictionCompleted done
                                && done.scanId().equals(scanId)
                                && done.modelId().equals(modelId)
                        || event instanceof PredictionFailed && failures(scanId) > failuresBefore,
                PREDICTION_TIMEOUT);
        if (end instanceof PredictionFailed failed) {
            throw failed.fault().exception();
        }
        PredictionCompleted done = (PredictionCompleted) end;
        requireEngine(done.provenance().engine());
        session.client(ServiceKind.INFER).download("/predictions/" + done.predictionId() + "/segmentation", target);
        return done;
    }

    private long failures(String scanId) {
        return session.events().seen(PredictionFailed.class).stream()
                .filter(failed -> failed.scanId().equals(scanId))
                .count();
    }

    private void requireEngine(String used) {
        if (engine.isPresent() && !engine.get().name().toLowerCase(Locale.ROOT).equals(used)) {
            throw new Fault(
                            "CLI-602",
                            "the stack segments with engine " + used,
                            "--engine",
                            "Leave --engine out, or start the stack with INFER_ENGINE="
                                    + engine.get().name().toLowerCase(Locale.ROOT) + ".")
                    .exception();
        }
    }

    private Event await(java.util.function.Predicate<Event> wanted, Duration timeout) {
        return session.events().await(Event.class, wanted, timeout, event -> {}, session::requireHealthy);
    }
}
