package org.e2enet.ingest.normalize;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.fingerprint.Fingerprinter;
import org.e2enet.imaging.nifti.NiftiReader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.prepare.PreparedScan;
import org.e2enet.imaging.prepare.PreprocessingPlan;
import org.e2enet.imaging.prepare.Preprocessor;
import org.e2enet.ingest.config.IngestConfig;
import org.e2enet.ingest.problem.IngestFaults;
import org.e2enet.safetensors.SafetensorsWriter;
import org.e2enet.store.ObjectStore;

/** The work on one scan: read, check, prepare, store. Thread safe. */
@Singleton
final class ScanWorkshop {
    private static final int MAX_CHANNELS = 32;
    private static final String MEDIA_TYPE = "application/vnd.safetensors";

    private final ObjectStore objects;
    private final ScanMeters meters;
    private final NiftiReader reader;

    @Inject
    ScanWorkshop(ObjectStore objects, ScanMeters meters, IngestConfig config) {
        this.objects = objects;
        this.meters = meters;
        this.reader = new NiftiReader(new ReadLimits(config.maxVoxels(), MAX_CHANNELS));
    }

    /** @throws org.e2enet.faults.FaultException {@code IMG-…} or {@code ING-1…} for a bad scan, {@code STO-…} for the store */
    ScanNormalized normalize(ScanReceived received, DatasetDefinition definition) {
        Volume image = meters.time("read", () -> readImage(received.images()));
        if (image.channelCount() != definition.channelNames().size()) {
            throw IngestFaults.channels(definition.channelNames().size(), image.channelCount(), definition.name())
                    .exception();
        }
        LabelVolume labels =
                received.labels() == null ? null : meters.time("read", () -> readLabels(received.labels(), definition));
        ScanFingerprint fingerprint = meters.time("fingerprint", () -> Fingerprinter.of(image, labels));
        PreprocessingPlan plan = Preparation.of(definition, image.geometry());
        checkMemory(received.scanId(), MemoryNeed.bytes(image, fingerprint, plan));
        PreparedScan prepared = meters.time("prepare", () -> Preprocessor.prepare(image, labels, plan));
        ObjectRef normalized = meters.time("store", () -> store(prepared));
        return new ScanNormalized(
                received.scanId(),
                received.dataset(),
                received.images(),
                received.labels(),
                normalized,
                prepared.geometry(),
                fingerprint,
                ScanFlags.of(image.geometry(), prepared));
    }

    private static void checkMemory(String scanId, double neededBytes) {
        if (neededBytes > MemoryNeed.freeHeapBytes()) {
            System.gc(); // what earlier scans left counts as used until then
            if (neededBytes > MemoryNeed.freeHeapBytes()) {
                throw IngestFaults.outOfMemory(scanId).exception();
            }
        }
    }

    private Volume readImage(List<ObjectRef> images) {
        List<Volume> parts = new ArrayList<>();
        for (ObjectRef ref : images) {
            parts.add(reader.readImage(objects.localFile(ref), "image " + parts.size()));
        }
        return Volume.ofChannels(parts);
    }

    private LabelVolume readLabels(ObjectRef ref, DatasetDefinition definition) {
        LabelVolume labels = reader.readLabels(objects.localFile(ref), "labels");
        long[] voxels = labels.voxelsPerLabel();
        for (int label = 1; label < voxels.length && !definition.labels().isEmpty(); label++) {
            if (voxels[label] > 0 && !definition.labels().containsKey(label)) {
                throw IngestFaults.unknownLabel(label, definition.name()).exception();
            }
        }
        return labels;
    }

    private ObjectRef store(PreparedScan prepared) {
        List<Integer> extent = List.of(
                prepared.extent().depth(),
                prepared.extent().height(),
                prepared.extent().width());
        List<Integer> shape = new ArrayList<>(extent);
        shape.addFirst(prepared.channels());
        SafetensorsWriter file = new SafetensorsWriter().add("image", shape, prepared.image());
        if (prepared.labels() != null) {
            file.add("labels", extent, prepared.labels());
        }
        return objects.put(MEDIA_TYPE, file::write);
    }
}
