package org.e2enet.contract.plan;

import java.util.Collections;
import java.util.List;
import org.e2enet.contract.preparation.ChannelNormalization;
import org.e2enet.contract.preparation.Preparation;
import org.e2enet.contract.scan.Spacing;

/**
 * A preparation in short, as people write it in plans and as all plans had it before: a spacing and a name per channel. Written still,
 * for older readers.
 */
final class ShortPreparation {
    /** Stands where nobody said a spacing. */
    private static final List<Double> UNTOLD_SPACING_MM = List.of(1.0, 1.0, 1.0);

    private ShortPreparation() {}

    /**
     * @param spacingMm of the prepared array, [d, h, w], or null
     * @param names of {@link ChannelNormalization}; null or empty = z-score throughout, as in a data set
     * @return null where neither is told
     */
    static Preparation read(List<Double> spacingMm, List<String> names, int inputChannels) {
        boolean named = names != null && !names.isEmpty();
        boolean spaced = spacingMm != null && !spacingMm.equals(UNTOLD_SPACING_MM);
        if (inputChannels < 1 || !named && !spaced) {
            return null;
        }
        List<String> told = named ? names : Collections.nCopies(inputChannels, ChannelNormalization.Z_SCORE.name());
        PlanFaults.checkNormalization(told);
        if (spaced) {
            PlanFaults.checkSpacing(spacingMm);
        }
        return Preparation.canonical(
                spaced ? Spacing.of(spacingMm) : null,
                told.stream()
                        .map(name -> ChannelNormalization.named(name, null))
                        .toList());
    }

    static List<Double> spacingMm(Preparation preparation) {
        return preparation == null || preparation.spacingMm() == null
                ? UNTOLD_SPACING_MM
                : preparation.spacingMm().toList();
    }

    static List<String> names(Preparation preparation) {
        return preparation == null
                ? List.of()
                : preparation.channels().stream()
                        .map(ChannelNormalization::name)
                        .toList();
    }
}
