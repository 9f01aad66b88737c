package org.e2enet.contract;

import java.util.List;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.PreparedGeometry;
import org.e2enet.contract.scan.ScanFingerprint;

/**
 * A scan is ready for networks. Also the document {@code scans/<scanId>.json}.
 *
 * @param images the originals, one file per channel
 * @param labels the original label file, or null
 * @param normalized safetensors: {@code image} F32 [C, D, H, W] and, with labels, {@code labels} I16 [D, H, W]
 * @param geometry the way back to the original's grid
 * @param fingerprint figures of this case that plans are made from
 * @param flags what a reader should know, for example {@code no-orientation}
 * @param preparation how {@code normalized} was made, its spacing told; null in records of older services
 * @param subject pseudonym of the person it shows; null where nobody told
 */
public record ScanNormalized(
        String scanId,
        String dataset,
        List<ObjectRef> images,
        ObjectRef labels,
        ObjectRef normalized,
        PreparedGeometry geometry,
        ScanFingerprint fingerprint,
        List<String> flags,
        Preparation preparation,
        String subject)
        implements Event {
    /** As older services wrote it: see {@link #preparedAs}. */
    public ScanNormalized(
            String scanId,
            String dataset,
            List<ObjectRef> images,
            ObjectRef labels,
            ObjectRef normalized,
            PreparedGeometry geometry,
            ScanFingerprint fingerprint,
            List<String> flags) {
        this(scanId, dataset, images, labels, normalized, geometry, fingerprint, flags, null, null);
    }

    public ScanNormalized {
        Check.name(scanId, "scanId");
        Check.name(dataset, "dataset");
        images = Check.atMost(Check.filled(images, "images"), DatasetDefinition.MOST_CHANNELS, "images");
        Check.present(normalized, "normalized");
        Check.present(geometry, "geometry");
        Check.present(fingerprint, "fingerprint");
        flags = Check.list(flags);
        Check.nameOrNull(subject, "subject");
    }

    /**
     * How the scan was prepared. Where an older record does not say, it follows from the geometry and the data set.
     *
     * @param definition of the scan's data set; its normalisation counts for older records only
     */
    public Preparation preparedAs(DatasetDefinition definition) {
        return preparation != null
                ? preparation
                : new Preparation(
                        geometry.spacingMm(),
                        geometry.transpose().sourceAxis(),
                        Preparation.Crop.NONZERO,
                        definition.preparation().channels());
    }

    /** The same scan, prepared otherwise. */
    public ScanNormalized prepared(ObjectRef tensors, PreparedGeometry newGeometry, Preparation newPreparation) {
        return new ScanNormalized(
                scanId, dataset, images, labels, tensors, newGeometry, fingerprint, flags, newPreparation, subject);
    }

    @Override
    public String key() {
        return scanId;
    }

    @Override
    public String toString() {
        return "ScanNormalized[" + scanId + "]";
    }
}
