package org.e2enet.preparation;

import java.util.List;
import org.e2enet.contract.ObjectRef;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.Size3;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.Geometry;
import org.e2enet.imaging.LabelVolume;
import org.e2enet.imaging.Volume;
import org.e2enet.imaging.nifti.NiftiEncoding;
import org.e2enet.imaging.nifti.NiftiWriter;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.store.FileStore;

/** A labelled scan of 1.5 mm with its originals in a store, and ways to have it prepared. */
final class StoredScan {
    static final Spacing FINE = new Spacing(1.5, 1.5, 1.5);
    static final Preparation OWN = Preparation.canonical(null, List.of(ChannelNormalization.NONE));
    static final Preparation COARSE =
            Preparation.canonical(new Spacing(3, 3, 3), List.of(ChannelNormalization.Z_SCORE));

    static final MemoryBudget MEMORY = MemoryBudget.ofHeap();

    final FileStore store;
    final Volume image;
    final LabelVolume labels;

    StoredScan(FileStore store) {
        this.store = store;
        Geometry geometry = Geometry.of(new Size3(12, 10, 8), FINE);
        float[] voxels = new float[geometry.extent().arrayLength()];
        short[] marked = new short[voxels.length];
        for (int n = 0; n < voxels.length; n++) {
            voxels[n] = 50 + 7 * (n % 13);
            marked[n] = (short) (n % 80 > 40 ? 1 : 0);
        }
        this.image = Volume.ofChannel(geometry, voxels);
        this.labels = new LabelVolume(geometry, marked);
    }

    ScanPreparer preparer() {
        return new ScanPreparer(store, ReadLimits.WITH_CHANNELS, need -> MEMORY.tryReserve(need, () -> false));
    }

    ObjectRef imageFile(Volume volume) {
        return store.put("application/gzip", out -> NiftiWriter.write(volume, NiftiEncoding.FLOAT32, out, true));
    }

    /** As ingest-service leaves it, prepared at its own spacing without normalisation. */
    ScanNormalized normalized() {
        ObjectRef file = imageFile(image);
        ObjectRef truth = store.put("application/gzip", out -> NiftiWriter.write(labels, out, true));
        PreparedTensors made = preparer().prepare(List.of(file), truth, OWN, _ -> false, _ -> {}, StageTimer.NONE);
        return new ScanNormalized(
                "scan-1",
                "fine",
                List.of(file),
                truth,
                made.tensors(),
                made.geometry(),
                made.fingerprint(),
                made.flags(),
                made.preparation(),
                null);
    }
}
