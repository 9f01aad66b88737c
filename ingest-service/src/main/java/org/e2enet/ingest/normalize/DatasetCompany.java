package org.e2enet.ingest.normalize;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.ScanReceived;
import org.e2enet.contract.scan.ScanFingerprint;

/** Compares a scan with others of its data set: what is far from all of them was scanned or exported otherwise. Thread safe. */
@Singleton
final class DatasetCompany {
    /** Voxels along some axis are more than three times as long as is usual in the data set, or less than a third. */
    static final String FAR_SPACING = "spacing-far-from-dataset";

    /** The same of the whole scan's length. */
    static final String FAR_SIZE = "size-far-from-dataset";

    private static final double FAR = 3;

    /** Fewer show nothing usual. */
    private static final int FEWEST = 5;

    /** Ids are hashes: the first of them are a random choice. */
    private static final int MOST = 25;

    private final Catalogue catalogue;

    @Inject
    DatasetCompany(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Flags; none where the data set has fewer than five other scans. */
    List<String> oddities(ScanReceived scan, ScanFingerprint fingerprint) {
        List<ScanFingerprint> others = catalogue.datasets().scanIds(scan.dataset(), null, MOST).items().stream()
                .filter(id -> !id.equals(scan.scanId()))
                .flatMap(id -> catalogue.scans().normalized().findReadable(id).stream())
                .map(ScanNormalized::fingerprint)
                .toList();
        if (others.size() < FEWEST) {
            return List.of();
        }
        List<String> flags = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            add(FAR_SPACING, fingerprint, others, each -> each.spacingMm().along(along), flags);
            add(
                    FAR_SIZE,
                    fingerprint,
                    others,
                    each -> each.spacingMm().along(along) * each.extent().along(along),
                    flags);
        }
        return flags;
    }

    private static void add(
            String flag,
            ScanFingerprint scan,
            List<ScanFingerprint> others,
            ToDoubleFunction<ScanFingerprint> lengthMm,
            List<String> flags) {
        double[] usual = others.stream().mapToDouble(lengthMm).sorted().toArray();
        double ratio = lengthMm.applyAsDouble(scan) / usual[usual.length / 2];
        if ((ratio > FAR || ratio < 1 / FAR) && !flags.contains(flag)) {
            flags.add(flag);
        }
    }
}
