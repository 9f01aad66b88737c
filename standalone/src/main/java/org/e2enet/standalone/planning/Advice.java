package org.e2enet.standalone.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.e2enet.contract.DatasetDefinition;
import org.e2enet.contract.ScanNormalized;
import org.e2enet.contract.scan.Spacing;

/** Where the scans were prepared otherwise than nnU-Net's rules would have them. */
final class Advice {
    private static final double SAME_WITHIN = 0.01;

    private Advice() {}

    /** Lines for people; none when all is as the rules say. */
    static List<String> of(StoredDataset stored) {
        DatasetDefinition suggested = stored.suggested();
        List<String> lines = new ArrayList<>();
        List<Double> target = suggested.targetSpacingMm();
        boolean sameSpacing = stored.definition().targetSpacingMm() == null
                ? stored.scans().stream().allMatch(scan -> hasSpacing(scan, target))
                : same(stored.definition().targetSpacingMm(), target);
        if (!sameSpacing) {
            lines.add(String.format(
                    Locale.ROOT,
                    "note: nnU-Net's rule would resample to [%.3f, %.3f, %.3f] mm (targetSpacingMm)",
                    target.get(0),
                    target.get(1),
                    target.get(2)));
        }
        if (!suggested.normalization().equals(stored.definition().normalization())) {
            lines.add("note: nnU-Net's rule would normalise by " + suggested.normalization() + ", not by "
                    + stored.definition().normalization());
        }
        if (!lines.isEmpty()) {
            lines.add(
                    "      'suggestedDataset' of --json is the definition to PUT at ingest-service before the scans are"
                            + " taken in again under a new name");
        }
        return lines;
    }

    private static boolean hasSpacing(ScanNormalized scan, List<Double> target) {
        Spacing spacing = scan.fingerprint().spacingMm();
        return same(List.of(spacing.depthMm(), spacing.heightMm(), spacing.widthMm()), target);
    }

    private static boolean same(List<Double> one, List<Double> other) {
        return IntStream.range(0, one.size())
                .allMatch(axis -> Math.abs(one.get(axis) / other.get(axis) - 1) < SAME_WITHIN);
    }
}
