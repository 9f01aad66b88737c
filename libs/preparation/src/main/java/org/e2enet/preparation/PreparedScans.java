package org.e2enet.preparation;

import java.util.function.BooleanSupplier;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.AxisMapping;
import org.e2enet.contract.scan.Spacing;
import org.e2enet.imaging.nifti.ReadLimits;
import org.e2enet.memory.MemoryBudget;
import org.e2enet.store.ObjectStore;

/**
 * Scans as a model wants them: as they lie in the store where they were prepared so, else prepared anew from their originals, and kept
 * in the catalogue with its tensors. Thread safe.
 */
public final class PreparedScans {
    private final ObjectStore objects;
    private final Catalogue catalogue;
    private final MemoryBudget memory;

    public PreparedScans(ObjectStore objects, Catalogue catalogue, MemoryBudget memory) {
        this.objects = objects;
        this.catalogue = catalogue;
        this.memory = memory;
    }

    /** As {@link #as(Preparation, ScanNormalized, BooleanSupplier)}, where nobody can make room. */
    public ScanNormalized as(Preparation wanted, ScanNormalized scan) {
        return as(wanted, scan, () -> false);
    }

    /**
     * The scan, its tensors and geometry as wanted.
     *
     * @param makeRoom has memory given back where there is too little, and answers whether it did
     * @throws org.e2enet.faults.FaultException as {@link ScanPreparer#prepare}, {@code IMG-120} where the scan has other channels
     */
    public ScanNormalized as(Preparation wanted, ScanNormalized scan, BooleanSupplier makeRoom) {
        if (wanted.isMetBy(howPrepared(scan)) && objects.contains(scan.normalized())) {
            return scan;
        }
        Preparation told = wanted.spacingMm() == null ? wanted.withSpacing(ownSpacing(wanted, scan)) : wanted;
        return catalogue
                .scans()
                .findPrepared(scan.scanId(), told.sha256())
                .filter(known -> objects.contains(known.normalized()))
                .orElseGet(() -> prepareAnew(told, scan, makeRoom));
    }

    private ScanNormalized prepareAnew(Preparation wanted, ScanNormalized scan, BooleanSupplier makeRoom) {
        ScanPreparer preparer =
                new ScanPreparer(objects, ReadLimits.WITH_CHANNELS, need -> memory.tryReserve(need, makeRoom));
        PreparedTensors made =
                preparer.prepare(scan.images(), scan.labels(), wanted, _ -> false, _ -> {}, StageTimer.NONE);
        ScanNormalized prepared = scan.prepared(made.tensors(), made.geometry(), wanted);
        catalogue.scans().putPrepared(wanted.sha256(), prepared);
        return prepared;
    }

    private static Spacing ownSpacing(Preparation wanted, ScanNormalized scan) {
        return AxisMapping.permutation(wanted.axisOrder())
                .targetSpacing(scan.fingerprint().spacingMm());
    }

    /** How a scan lies in the store; of an older record whose data set is gone nothing is known. */
    private Preparation howPrepared(ScanNormalized scan) {
        return scan.preparation() != null
                ? scan.preparation()
                : catalogue
                        .datasets()
                        .find(scan.dataset())
                        .map(scan::preparedAs)
                        .orElse(null);
    }
}
