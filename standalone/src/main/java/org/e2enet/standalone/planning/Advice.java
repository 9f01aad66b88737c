package org.e2enet.standalone.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;

/** Where the scans were prepared otherwise than nnU-Net's rules would have them. */
final class Advice {
    private static final double SAME_WITHIN = 0.01;

    private Advice() {}

    /** Lines for people; none when all is as the rules say. */
    static List<String> of(StoredDataset stored) {
        Preparation suggested = stored.suggested().preparation();
        Preparation current = stored.definition().preparation();
        List<String> lines = new ArrayList<>();
        Spacing target = suggested.canonicalSpacingMm();
        boolean sameSpacing = current.spacingMm() == null
                ? stored.scans().stream()
                        .allMatch(scan -> same(scan.fingerprint().spacingMm(), target))
                : same(current.canonicalSpacingMm(), target);
        if (!sameSpacing) {
            lines.add(String.format(
                    Locale.ROOT,
                    "note: nnU-Net's rule would resample to [%.3f, %.3f, %.3f] mm (targetSpacingMm)",
                    target.depthMm(),
                    target.heightMm(),
                    target.widthMm()));
        }
        if (!names(suggested).equals(names(current))) {
            lines.add("note: nnU-Net's rule would normalise by " + names(suggested) + ", not by " + names(current));
        }
        if (!lines.isEmpty()) {
            lines.add(
                    "      'suggestedDataset' of --json is the definition to PUT at ingest-service before the scans are"
                            + " taken in again under a new name");
        }
        return lines;
    }

    private static List<String> names(Preparation preparation) {
        return preparation.channels().stream().map(ChannelNormalization::name).toList();
    }

    private static boolean same(Spacing one, Spacing other) {
        return IntStream.range(0, 3).allMatch(axis -> Math.abs(one.along(axis) / other.along(axis) - 1) < SAME_WITHIN);
    }
}
