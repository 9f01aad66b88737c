package org.e2enet.preparation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.ScanFingerprint;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.fingerprint.Fingerprinter;
import org.e2enet.imaging.formats.ScanReader;
import org.e2enet.imaging.gate.GeometryGate;
import org.e2enet.imaging.gate.GeometryNote;
import org.e2enet.imaging.nifti.NiftiHeader;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.imaging.prepare.PreparedScan;
import org.e2enet.imaging.prepare.Preprocessor;
import org.e2enet.imaging.prepare.ScanArrays;
import org.e2enet.imaging.quality.ScanFlags;
import org.e2enet.store.ObjectStore;

/** Reads a scan's originals, checks and prepares them, and stores the result: the same way wherever it is done. Thread safe. */
public final class ScanPreparer {
    private final ObjectStore objects;
    private final ScanReader reader;
    private final HeapGate heap;

    public ScanPreparer(ObjectStore objects, ReadLimits limits, HeapGate heap) {
        this.objects = objects;
        this.reader = ScanReader.ofSingleFiles(limits);
        this.heap = heap;
    }

    /**
     * Prepares a scan from its originals. What the headers tell of the memory it takes is asked for before a voxel is read, the rest
     * once the crop is known.
     *
     * @param images one file per channel, or one with all of them
     * @param labels or null
     * @param ct channels that should hold Hounsfield units
     * @param check looks at the fingerprint before the scan is prepared, and may refuse it
     * @throws org.e2enet.faults.FaultException {@code IMG-…} for a bad scan or too little memory, {@code STO-…} for the store
     */
    public PreparedTensors prepare(
            List<ObjectRef> images,
            ObjectRef labels,
            Preparation wanted,
            IntPredicate ct,
            Consumer<ScanFingerprint> check,
            StageTimer timer) {
        Headers headers = timer.time("read", () -> headers(images, labels));
        HeapNeed need = headers.need();
        heap.require(need.toRead(), 0);
        Set<GeometryNote> notes = EnumSet.noneOf(GeometryNote.class);
        notes.addAll(headers.notes());
        Volume image = timer.time("read", () -> readImage(images, notes));
        LabelVolume truth = labels == null
                ? null
                : timer.time("read", () -> reader.readLabels(objects.localFile(labels), "labels"));
        if (truth != null) {
            notes.addAll(GeometryGate.checkSameGrid(image.geometry(), truth.geometry(), "labels"));
        }
        requireContrast(image);
        ScanFingerprint fingerprint = fingerprint(image, truth, timer);
        check.accept(fingerprint);
        heap.require(need.toPrepare(fingerprint.croppedExtent(), fingerprint.spacingMm(), wanted), need.held());
        List<String> flags = new ArrayList<>(ScanFlags.of(image, notes, ct));
        ScanArrays arrays = ScanArrays.of(image, truth);
        image = null; // from here on the arrays are held by those alone that use them up
        truth = null;
        PreparedScan prepared = timer.time("prepare", () -> Preprocessor.prepare(arrays, wanted));
        flags.addAll(ScanFlags.of(prepared));
        ObjectRef tensors = timer.time("store", () -> PreparedTensors.store(prepared, objects));
        return new PreparedTensors(
                tensors,
                prepared.geometry(),
                wanted.withSpacing(prepared.geometry().spacingMm()),
                fingerprint,
                flags);
    }

    /** What headers tell before a voxel is read. */
    private record Headers(HeapNeed need, Set<GeometryNote> notes) {}

    private Headers headers(List<ObjectRef> images, ObjectRef labels) {
        Set<GeometryNote> notes = EnumSet.noneOf(GeometryNote.class);
        double voxels = 0;
        int channels = 0;
        for (ObjectRef image : images) {
            NiftiHeader header = reader.readHeader(objects.localFile(image), "image " + channels);
            voxels = Math.max(voxels, header.geometry().extent().voxels());
            channels += header.channels();
            notes.addAll(header.notes());
        }
        if (labels != null) {
            NiftiHeader header = reader.readHeader(objects.localFile(labels), "labels");
            voxels = Math.max(voxels, header.geometry().extent().voxels());
            header.notes().stream().filter(GeometryNote::isRepair).forEach(notes::add);
        }
        return new Headers(new HeapNeed(voxels, channels, labels != null), notes);
    }

    private Volume readImage(List<ObjectRef> images, Set<GeometryNote> notes) {
        List<Volume> parts = new ArrayList<>();
        for (ObjectRef ref : images) {
            Volume part = reader.readImage(objects.localFile(ref), "image " + parts.size());
            if (!parts.isEmpty()) {
                notes.addAll(GeometryGate.checkSameGrid(
                        parts.getFirst().geometry(), part.geometry(), "channel " + parts.size()));
            }
            parts.add(part);
        }
        return Volume.ofChannels(parts);
    }

    private static void requireContrast(Volume image) {
        boolean flat = image.channels().stream().allMatch(channel -> ScanFlags.isFlat(channel, 0, channel.length));
        if (flat && image.channel(0)[0] != 0) { // an image of zeros has a fault of its own
            throw PreparationFaults.noContrast();
        }
    }

    private static ScanFingerprint fingerprint(Volume image, LabelVolume labels, StageTimer timer) {
        return timer.time("fingerprint", () -> Fingerprinter.of(image, labels));
    }
}
