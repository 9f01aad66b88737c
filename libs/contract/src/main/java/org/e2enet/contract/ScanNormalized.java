package org.e2enet.contract;

import java.util.List;
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
 */
public record ScanNormalized(
        String scanId,
        String dataset,
        List<ObjectRef> images,
        ObjectRef labels,
        ObjectRef normalized,
        PreparedGeometry geometry,
        ScanFingerprint fingerprint,
        List<String> flags)
        implements Event {
    public ScanNormalized {
        Check.name(scanId, "scanId");
        Check.name(dataset, "dataset");
        images = Check.atMost(Check.filled(images, "images"), DatasetDefinition.MOST_CHANNELS, "images");
        Check.present(normalized, "normalized");
        Check.present(geometry, "geometry");
        Check.present(fingerprint, "fingerprint");
        flags = Check.list(flags);
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
