package org.e2enet.events;

import java.util.List;

/**
 * A scan is ready for networks. Also the document {@code scans/<scanId>.json}.
 *
 * @param images the originals, one file per channel
 * @param labels the original label file, or null
 * @param normalized safetensors: {@code image} F32 [C, D, H, W] and, with labels, {@code labels} [D, H, W]
 * @param fingerprint figures of this case that plans are made from
 * @param flags what a reader should know, for example {@code no-orientation}
 */
public record ScanNormalized(
        String scanId,
        String dataset,
        List<ObjectRef> images,
        ObjectRef labels,
        ObjectRef normalized,
        CaseFingerprint fingerprint,
        List<String> flags)
        implements Event {
    public ScanNormalized {
        Check.name(scanId, "scanId");
        Check.name(dataset, "dataset");
        images = Check.filled(images, "images");
        Check.present(normalized, "normalized");
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
