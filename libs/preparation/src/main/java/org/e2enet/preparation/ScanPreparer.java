package org.e2enet.preparation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
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
import org.e2enet.memory.MemoryBudget.Loan;
import org.e2enet.memory.Need;
import org.e2enet.store.ObjectStore;

/** Reads a scan's originals, checks and prepares them, and stores the result: the same way wherever it is done. Thread safe. */
public final class ScanPreparer {
    private final ObjectStore objects;
    private final ScanReader reader;
    private final Function<Need, Optional<Loan>> memory;

    /** @param memory lends what a scan takes, or nothing where there is no room */
    public ScanPreparer(ObjectStore objects, ReadLimits limits, Function<Need, Optional<Loan>> memory) {
        this.objects = objects;
        this.reader = ScanReader.ofSingleFiles(limits);
        this.memory = memory;
    }

    /**
     * Prepares a scan from its originals. What the headers tell of the memory it takes is borrowed before a voxel is read, the rest
     * once the crop is known. Where that is lent to others meanwhile, the scan is let go and read once more when there is room for
     * all of it: who held one part and waited for the other could wait for one who does the same.
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
        double bytes = headers.need().toRead();
        while (true) {
            double wantedBytes = bytes;
            try (Loan loan = memory.apply(Need.heap(bytes)).orElseThrow(() -> PreparationFaults.memory(wantedBytes))) {
                ReadScan scan = read(images, labels, headers.notes(), ct, timer);
                check.accept(scan.fingerprint);
                double toPrepare = headers.need()
                        .toPrepare(scan.fingerprint.croppedExtent(), scan.fingerprint.spacingMm(), wanted);
                if (bytes >= toPrepare || loan.resize(Need.heap(toPrepare))) {
                    return prepare(scan, wanted, timer);
                }
                bytes = Math.max(bytes, toPrepare);
            }
        }
    }

    /** Until it is prepared; gives its voxels away once, so that they are held by those alone that use them up. */
    private static final class ReadScan {
        private final ScanFingerprint fingerprint;
        private final List<String> flags;
        private ScanArrays arrays;

        private ReadScan(Volume image, LabelVolume truth, ScanFingerprint fingerprint, List<String> flags) {
            this.fingerprint = fingerprint;
            this.flags = flags;
            this.arrays = ScanArrays.of(image, truth);
        }

        private ScanArrays takeArrays() {
            ScanArrays taken = arrays;
            arrays = null;
            return taken;
        }
    }

    private ReadScan read(
            List<ObjectRef> images, ObjectRef labels, Set<GeometryNote> ofHeaders, IntPredicate ct, StageTimer timer) {
        Set<GeometryNote> notes = EnumSet.noneOf(GeometryNote.class);
        notes.addAll(ofHeaders);
        Volume image = timer.time("read", () -> readImage(images, notes));
        LabelVolume truth = labels == null
                ? null
                : timer.time("read", () -> reader.readLabels(objects.localFile(labels), "labels"));
        if (truth != null) {
            notes.addAll(GeometryGate.checkSameGrid(image.geometry(), truth.geometry(), "labels"));
        }
        requireContrast(image);
        return new ReadScan(image, truth, fingerprint(image, truth, timer), ScanFlags.of(image, notes, ct));
    }

    private PreparedTensors prepare(ReadScan scan, Preparation wanted, StageTimer timer) {
        PreparedScan prepared = timer.time("prepare", () -> Preprocessor.prepare(scan.takeArrays(), wanted));
        List<String> flags = new ArrayList<>(scan.flags);
        flags.addAll(ScanFlags.of(prepared));
        ObjectRef tensors = timer.time("store", () -> PreparedTensors.store(prepared, objects));
        return new PreparedTensors(
                tensors,
                prepared.geometry(),
                wanted.withSpacing(prepared.geometry().spacingMm()),
                scan.fingerprint,
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
            voxels = Math.max(voxels, header.geometry().extent().volume());
            channels += header.channels();
            notes.addAll(header.notes());
        }
        if (labels != null) {
            NiftiHeader header = reader.readHeader(objects.localFile(labels), "labels");
            voxels = Math.max(voxels, header.geometry().extent().volume());
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
